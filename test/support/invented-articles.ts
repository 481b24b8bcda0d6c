/** Articles about things that exist nowhere else, so that no other article can answer a question about them. */
export const INVENTED = {
  station: `---
title: "Trạm khí tượng Hòn Mây có trạm trưởng mới"
publisher: "Báo Khí Tượng"
author: "Tạ Nghiêm"
published: 2031-03-05
url: "https://example.org/hon-may"
---

Bà Lương Thị Hạc được bổ nhiệm làm trạm trưởng trạm khí tượng Hòn Mây vào sáng 5/3/2031. Trạm khí tượng Hòn Mây hiện có 12 quan trắc viên thay phiên nhau đo gió và đo mưa.

Tàu tiếp tế của trạm khí tượng Hòn Mây mang tên Sóng Bạc. Cứ mười ngày một lần, tàu Sóng Bạc chở gạo, rau và nước ngọt ra đảo.
`,
  bridge: `---
title: "Khánh thành cầu treo Khe Đước"
publisher: "Báo Khí Tượng"
published: 2029-11-20
---

Cầu treo Khe Đước dài 214 mét, do kỹ sư Vũ Đình Khoát thiết kế. Người dân hai bờ suối đã đóng góp 3.500 ngày công để dựng cầu treo Khe Đước.

Lễ khánh thành cầu treo Khe Đước diễn ra ngày 20/11/2029, có đội kèn đồng của trường nội trú biểu diễn.
`,
  pottery: `---
title: "Làng gốm Bến Lở giữ lửa lò cổ"
publisher: "Báo Gốm"
published: 2030-06-01
---

Nghệ nhân Quách Văn Thung giữ lửa lò gốm cổ nhất làng gốm Bến Lở suốt 41 năm. Men lam của làng gốm Bến Lở được nung bằng củi bạch đàn.
`,
} as const;

/** A file that cannot be read as an article. */
export const BROKEN = `---
title: không có dòng đóng

Hỏng.
`;

/** An article that tries to act on the terminal it is shown on: colours, a window title, clearing the screen. */
export const HOSTILE = `---
title: "\\e[31mCảnh báo\\e[0m \\e]0;chiếm cửa sổ\\a lũ quét Suối Ngà"
publisher: "\\e[2JĐài Suối Ngà"
published: 2032-07-08
---

Lũ quét Suối Ngà cuốn trôi 26 chuồng trâu. Dân quân dựng lại chuồng trâu trong ba tuần, rồi đắp thêm một bờ kè đá dọc Suối Ngà để nước lũ không tràn vào bản nữa.

Bản Nà Khoai ở thượng nguồn \u001B[5mSuối Ngà\u001B[0m không bị thiệt hại vì nằm trên đồi cao, cách mép nước gần hai cây số.
`;

/** Questions that each of {@link INVENTED} answers beyond doubt, with what the answer holds. */
export const ASKED = {
  station: { question: 'Ai là trạm trưởng trạm khí tượng Hòn Mây?', answer: 'Lương Thị Hạc' },
  bridge: { question: 'Cầu treo Khe Đước dài bao nhiêu mét?', answer: '214 mét' },
  pottery: {
    question: 'Nghệ nhân nào giữ lửa lò gốm cổ nhất làng gốm Bến Lở?',
    answer: 'Quách Văn Thung',
  },
  /** Of {@link HOSTILE}. */
  flood: { question: 'Lũ quét Suối Ngà cuốn trôi bao nhiêu chuồng trâu?', answer: '26 chuồng trâu' },
  /** Nothing in any article is about it. */
  nowhere: { question: 'Giá vé máy bay đi Paris tháng này bao nhiêu tiền?', answer: null },
} as const;

/** Questions that the program only has to live through. */
export const ODD_QUESTIONS = [
  'a'.repeat(100_000),
  'cầu treo Khe Đước '.repeat(6000).slice(0, 100_000),
  '?!… —— (((( ]]]] ****',
  '\u0001\u001B[2J\u009B \u202E \uFFFD',
  '👩‍👩‍👧‍👦 e\u0301\u0302\u0303 ﷺ',
];
