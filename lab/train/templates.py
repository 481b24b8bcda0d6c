"""Words that make a question and tell nothing of what it is about: added at random, for the model to ignore them."""

VIETNAMESE = """
ai là | ai đã | ai | khi nào | vào năm nào | năm nào | ở đâu | đâu là | bao nhiêu | có bao nhiêu |
là bao nhiêu? | là gì? | điều gì | cái gì | như thế nào? | tại sao | vì sao | loại nào | nào | được gọi là gì? |
tên của | những | làm thế nào để | có phải | thế nào là | bao lâu | vào ngày nào | ai là người | nằm ở đâu? |
gồm những gì? | do ai | là ai? | người nào | nước nào | thành phố nào | cho biết | hãy cho biết | thông tin về
"""

ENGLISH = """
what is | what was | who was | who is | when did | when was | how many | what year | in what year did | where |
where is | where did | which | why did | why | what type of | what kind of | what did | what are | how much |
what percentage of | who | what is the name of | how long | how | what does | what do | was | did | does |
what were | what happened | who did | on what date | in which city | which country | tell me about | what
"""


def templates(text: str) -> list[str]:
    return [template.strip() for template in text.split("|")]
