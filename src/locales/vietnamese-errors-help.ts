/** What goes wrong, by the English of whoever finds it out. A file, a setting or a reason of the system stays as it is. */
const TROUBLES: Messages = {
  // Settings
  'Wrong setting: {}': 'Thiết lập chưa đúng: {}',
  'Wrong settings:': 'Các thiết lập chưa đúng:',
  '{}: expected {}; found “{}”.': '{}: phải là {}; đang là “{}”.',
  '{}: expected {}.': '{}: phải là {}.',
  'one of {}': 'một trong {}',
  'an id of Discord, 17 to 20 digits': 'một ID của Discord, gồm 17 đến 20 chữ số',
  'vi-en-mini, a hub name such as {}, or the path of a model folder':
    'vi-en-mini, một tên trên kho mô hình như {}, hoặc đường dẫn tới thư mục mô hình',
  'vi-en-reader, off, a hub name such as {}, or the path of a model folder':
    'vi-en-reader, off, một tên trên kho mô hình như {}, hoặc đường dẫn tới thư mục mô hình',
  'an http:// or https:// address': 'địa chỉ bắt đầu bằng http:// hoặc https://',
  'an address without a user name and password, which error messages would show':
    'địa chỉ không kèm tên người dùng và mật khẩu, vì thông báo lỗi sẽ để lộ chúng',
  'postgres://USER:PASSWORD@HOST:PORT/DATABASE': 'postgres://USER:PASSWORD@HOST:PORT/DATABASE',
  'a password in which @, /, ? and # are written as %40, %2F, %3F and %23':
    'địa chỉ có mật khẩu mà @, /, ? và # được viết thành %40, %2F, %3F và %23',
  'a number of passages': 'một số đoạn',
  'a whole number of passages': 'một số nguyên',
  'at least 1 passage': 'ít nhất 1',
  'at most 12 passages': 'nhiều nhất 12',
  'a number of threads': 'một số luồng',
  'a whole number of threads': 'một số nguyên',
  'at least 1 thread': 'ít nhất 1',
  'at most 64 threads': 'nhiều nhất 64',
  'true or false': 'true hoặc false',
  'a number of seconds': 'một số giây',
  '0 or more seconds': 'từ 0 giây trở lên',
  'at most 86400 seconds, a day': 'nhiều nhất 86400 giây, tức một ngày',
  'auto, the number of shards, those of this machine such as 0-3/8, or leased or leased/8':
    'auto, số mảnh, các mảnh của máy này như 0-3/8, hoặc leased hay leased/8',
  'at least 2 seconds': 'ít nhất 2 giây',
  'at most 60 seconds': 'nhiều nhất 60 giây',
  'no parameters after the question mark but {}': 'địa chỉ mà sau dấu hỏi chỉ có các tham số {}',
  'an address whose {} is one of {}': 'địa chỉ có {} là một trong {}',
  'the number of a port': 'số của một cổng',
  'a port from 0 to 65535': 'một cổng từ 0 đến 65535',
  'The settings in {} cannot be read ({}).': 'Không đọc được các thiết lập trong {} ({}).',
  'FEEDBACK_FILE: {} cannot be read ({}).': 'FEEDBACK_FILE: không đọc được {} ({}).',

  // The command line
  'Wrong option: {}.': 'Tùy chọn chưa đúng: {}.',
  'Wrong options:': 'Các tùy chọn chưa đúng:',
  'there is no option {}': 'không có tùy chọn {}',
  'there is no option {}, but {}': 'không có tùy chọn {}, chỉ có {}',
  '{}: takes no value': '{}: không nhận giá trị nào',
  '{}: expected {} behind it': '{}: phía sau phải có {}',
  '“{}” is no option': '“{}” không phải là tùy chọn',
  '{}: expected {}': '{}: phải là {}',
  'some text': 'một đoạn chữ',
  'a whole number from {} on': 'một số nguyên từ {} trở lên',
  'a whole number from {} to {}': 'một số nguyên từ {} đến {}',
  'a day such as 2019-01-31 or 31/1/2019': 'một ngày như 2019-01-31 hoặc 31/1/2019',
  'Run `{}` to see its options.': 'Hãy chạy `{}` để xem các tùy chọn.',
  '{} is after {}': '{} ở sau {}',
  '{} do not go together': '{} không đi cùng nhau được',
  'There is no question.': 'Chưa có câu hỏi nào.',
  'Write it in quotes: {}': 'Hãy viết câu hỏi trong ngoặc kép: {}',
  'Can’t read the questions in {}: {}.': 'Không đọc được các câu hỏi trong {}: {}.',
  'Check the path given with {}.': 'Hãy xem lại đường dẫn sau {}.',
  'No article is of the publisher “{}”.': 'Không có bài viết nào của nơi đăng “{}”.',
  'There are: {}.': 'Các nơi đăng: {}.',
  'INDEX_URL names no database.': 'INDEX_URL chưa trỏ tới cơ sở dữ liệu nào.',
  'Set INDEX_URL to a PostgreSQL database; an index in a folder (INDEX_DIR) needs no preparation.':
    'Hãy đặt INDEX_URL là một cơ sở dữ liệu PostgreSQL; chỉ mục trong thư mục (INDEX_DIR) thì không cần chuẩn bị gì.',
  'Taking pictures needs Chromium or Chrome, and none is on the PATH.':
    'Cần có Chromium hoặc Chrome để chụp ảnh, mà trong PATH không có.',
  'Install the package chromium (Debian, Fedora) or chromium-browser (Ubuntu), or name one with --browser PATH.':
    'Hãy cài gói chromium (Debian, Fedora) hoặc chromium-browser (Ubuntu), hoặc chỉ ra bằng --browser PATH.',

  // Articles
  'The articles folder {} holds no article.': 'Thư mục {} chưa có bài viết nào.',
  'The articles folder {} is not a folder.': '{} không phải là thư mục, nên không có bài viết nào.',
  'The articles folder {} does not exist.': 'Không có thư mục bài viết {}.',
  'The articles folder {} cannot be read: {}.': 'Không đọc được thư mục bài viết {}: {}.',
  'There is no article to index.': 'Không có bài viết nào để lập chỉ mục.',
  'There is no article to index; none of the files could be read ({}).':
    'Không có bài viết nào để lập chỉ mục, vì không đọc được tệp nào ({}).',

  // Models
  'embedding model': 'mô hình embedding',
  'reading model': 'mô hình đọc',
  'The process that runs the {} stopped ({}).': 'Tiến trình chạy {} đã dừng ({}).',
  'The process that runs the {} did not answer within {} s.':
    'Tiến trình chạy {} không trả lời trong {} giây.',
  'The {} {} cannot be stored in {}: {}.': 'Không lưu được {} {} vào {}: {}.',
  'The {} cannot be downloaded from {}: {}.': 'Không tải được {} từ {}: {}.',
  'it answered {} for {}': 'máy chủ trả lời {} khi hỏi {}',
  'it answered with a web page for {}': 'máy chủ trả về một trang web thay cho {}',
  '{} came with {} of {} bytes': '{} chỉ về được {} trên {} byte',
  '{} broke off ({})': '{} bị ngắt giữa chừng ({})',
  '{} has no public model {} for @xenova/transformers: {} is not there.':
    '{} không có mô hình công khai {} cho @xenova/transformers: thiếu {}.',
  'The {} {} cannot be used: {} (in {}).': 'Không dùng được {} {}: {} (trong {}).',
  'The reading model cannot be used: {} is not what npm --prefix lab run calibrate writes.':
    'Không dùng được mô hình đọc: {} không phải là tệp do npm --prefix lab run calibrate ghi.',
  '{}: there is no folder {}.': '{}: không có thư mục {}.',
  '{}: "{}" is neither a name on the hub nor a folder.':
    '{}: “{}” không phải là tên trên kho mô hình, cũng không phải là thư mục.',

  // The index
  'There is no index in {}.': 'Chưa có chỉ mục trong {}.',
  'The index in {} was built otherwise than this program would: {}.':
    'Chỉ mục trong {} được tạo khác với cách của chương trình này: {}.',
  'format {}, not {}': 'định dạng {}, không phải {}',
  'embedding model {}, not {}': 'mô hình embedding {}, không phải {}',
  'passages cut by {}, not {}': 'đoạn được cắt theo {}, không phải {}',
  'The index is damaged: {} {}.': 'Chỉ mục bị hỏng: {} {}.',
  'The index is damaged: {} is missing.': 'Chỉ mục bị hỏng: thiếu {}.',
  'The index is damaged: {} cannot be read: {}.': 'Chỉ mục bị hỏng: không đọc được {}: {}.',
  'The index is damaged: {} does not name a generation.': 'Chỉ mục bị hỏng: {} không chỉ ra bản chỉ mục nào.',
  'The index is damaged: {} makes no sense.': 'Chỉ mục bị hỏng: nội dung của {} không đọc hiểu được.',
  'The index is damaged: {} is of another generation, {}.': 'Chỉ mục bị hỏng: {} là của bản khác, {}.',
  'The index is damaged: {} is not as it was written.': 'Chỉ mục bị hỏng: {} không còn như lúc ghi.',
  'The index is damaged: {} is not as it was written: its SHA-256 differs from the one in {}.':
    'Chỉ mục bị hỏng: {} không còn như lúc ghi, SHA-256 khác với trong {}.',
  'The index is damaged: {} is not as it was written: {} has the SHA-256 in it, but {} bytes, not {}.':
    'Chỉ mục bị hỏng: {} không còn như lúc ghi: {} đúng SHA-256 nhưng có {} byte, không phải {}.',
  'The index is damaged: {} is not as it was written: it has {} bytes, not {}.':
    'Chỉ mục bị hỏng: {} không còn như lúc ghi: có {} byte, không phải {}.',
  'The index is damaged: {} holds the vectors of other passages than the manifest names.':
    'Chỉ mục bị hỏng: {} chứa vectơ của các đoạn khác với bản kê.',
  'The index is damaged: {} holds vectors of another length than {}.':
    'Chỉ mục bị hỏng: {} chứa vectơ dài khác {}.',
  'The index is damaged: {} holds fewer vectors than the manifest names.':
    'Chỉ mục bị hỏng: {} chứa ít vectơ hơn bản kê.',
  'The index folder {} cannot be written to: {} ({}).': 'Không ghi được vào thư mục chỉ mục {}: {} ({}).',
  'the disk is full': 'đĩa đã đầy',
  'the disk quota of this user is used up': 'người dùng này đã hết hạn mức đĩa',
  'the file system takes no file of that size': 'hệ thống tệp không nhận tệp lớn như vậy',
  'this user may not write there': 'người dùng này không có quyền ghi ở đó',
  'the file system is read-only': 'hệ thống tệp chỉ cho đọc',
  'another program has a file of it open': 'một chương trình khác đang mở tệp trong đó',
  'it is not a folder': 'đó không phải là thư mục',
  'a folder stands where a file has to be': 'một thư mục nằm ở chỗ của tệp',
  'the disk does not work': 'đĩa bị hỏng',
  'no folder can be made there': 'không tạo được thư mục ở đó',
  'its symbolic links lead in a circle': 'các liên kết tượng trưng vòng lại chính nó',
  'its name is too long': 'tên quá dài',
  'the file system does not know what is asked of it': 'hệ thống tệp không hỗ trợ việc ghi đó',
  'The index is being written by {}.': '{} đang ghi chỉ mục.',
  'another process': 'Một tiến trình khác',
  'process {} on {} since {}': 'Tiến trình {} trên {}, từ {},',
  'This process no longer holds the lock {}.': 'Tiến trình này không còn giữ khóa {}.',
  'This process no longer holds the lock {}: {} has it.':
    'Tiến trình này không còn giữ khóa {}: {} đang giữ.',
  'The index in {} has no generation before {} to go back to.':
    'Chỉ mục trong {} không có bản nào trước {} để quay lại.',

  // The database
  'This reindex would remove {} of the {} articles in the index; the articles folder holds {}.':
    'Lần cập nhật này sẽ xóa {} trong {} bài viết của chỉ mục; thư mục bài viết có {} bài.',
  'The bot only reads this index: several machines may share it.':
    'Bot chỉ đọc chỉ mục này: có thể nhiều máy dùng chung.',

  'The index in {} is being written by {}.': 'Chỉ mục trong {} đang được ghi bởi: {}.',
  'Generation {} is no longer in the database {}: two newer ones were published since it was opened.':
    'Bản chỉ mục {} không còn trong cơ sở dữ liệu {}: từ khi mở đã có hai bản mới hơn.',
  'The database {} has the tables of a newer version of this program ({}, not {}).':
    'Cơ sở dữ liệu {} có các bảng của phiên bản mới hơn ({}, không phải {}).',
  'The database {} has pgvector {}; this program needs {} or newer.':
    'Cơ sở dữ liệu {} có pgvector {}; chương trình cần từ bản {} trở lên.',
  'The database server {} turns this user away: {}.':
    'Máy chủ cơ sở dữ liệu {} không cho người dùng này vào: {}.',
  'The database server {} has no such database: {}.': 'Máy chủ {} không có cơ sở dữ liệu đó: {}.',
  'This user may not do that in the database {}: {}.':
    'Người dùng này không có quyền làm việc đó trong cơ sở dữ liệu {}: {}.',
  'The database {} takes no writing: {}.': 'Cơ sở dữ liệu {} không cho ghi: {}.',
  'The database {} does not answer: {}.': 'Cơ sở dữ liệu {} không trả lời: {}.',
  'The database {} does not have the tables of this version.':
    'Cơ sở dữ liệu {} chưa có các bảng của phiên bản này.',
  'The database server {} asks for a password, and INDEX_URL names none.':
    'Máy chủ cơ sở dữ liệu {} hỏi mật khẩu mà INDEX_URL không có.',
  'The certificate of the database server {} is not trusted: {}.':
    'Chứng chỉ của máy chủ cơ sở dữ liệu {} không đáng tin: {}.',
  'The database server {} takes no encrypted connections, and INDEX_URL asks for one.':
    'Máy chủ cơ sở dữ liệu {} không nhận kết nối mã hóa mà INDEX_URL yêu cầu.',
  'The database server {} turns away connections that are not encrypted: {}.':
    'Máy chủ cơ sở dữ liệu {} từ chối kết nối không mã hóa: {}.',
  'A file of certificates that INDEX_URL names cannot be read: {}.':
    'Không đọc được tệp chứng chỉ ghi trong INDEX_URL: {}.',
  'The way to the database {} leads through a pooler that gives nobody a session, as PgBouncer does in transaction mode.':
    'Đường tới cơ sở dữ liệu {} đi qua bộ gộp kết nối không cho phiên riêng, như PgBouncer ở chế độ transaction.',
  'This user may not install pgvector in the database {}.':
    'Người dùng này không có quyền cài pgvector trong cơ sở dữ liệu {}.',
  'This user may not create or change the tables of the index in the database {}.':
    'Người dùng này không có quyền tạo hay sửa các bảng của chỉ mục trong cơ sở dữ liệu {}.',
  'The server of the database {} does not have the extension pgvector.':
    'Máy chủ của cơ sở dữ liệu {} chưa có phần mở rộng pgvector.',

  // Discord
  'DISCORD_TOKEN is not set, and commands belong to its application.':
    'Chưa đặt DISCORD_TOKEN, mà các lệnh thuộc về ứng dụng của token đó.',
  'DISCORD_TOKEN is not set, and only the Discord bot has shards.':
    'Chưa đặt DISCORD_TOKEN, mà chỉ bot Discord mới có shard.',
  'DISCORD_TOKEN is malformed: {}.': 'DISCORD_TOKEN sai dạng: {}.',
  'it holds characters that no token has': 'có ký tự mà không token nào có',
  'a bot’s token has three parts with dots between them': 'token của bot gồm ba phần cách nhau bằng dấu chấm',
  'Discord does not know the token in DISCORD_TOKEN.': 'Discord không nhận token trong DISCORD_TOKEN.',
  'Discord could not be reached: {}.': 'Không kết nối được với Discord: {}.',
  'Discord could not be asked at {}: {}.': 'Không hỏi được Discord tại {}: {}.',
  'it answers {}, code {}': 'máy chủ trả lời {}, mã {}',
  'it answers {}': 'máy chủ trả lời {}',
  'it takes no more requests for another {} s (429)':
    'máy chủ không nhận thêm yêu cầu trong {} giây nữa (429)',
  'no answer within {} s': 'không có trả lời trong {} giây',
  'its gateway did not answer, {} times': 'gateway không trả lời, {} lần',
  'it refuses {}, as nothing that is Discord would': 'nó từ chối {}, điều mà Discord thật không làm',
  'what it answers to {} is not what Discord answers': 'câu trả lời cho {} không phải của Discord',
  'Discord refused the intents that the bot asks for (close code {}).':
    'Discord từ chối các intent mà bot xin (mã đóng {}).',
  'Discord closed the connection for good (close code {}).': 'Discord đóng hẳn kết nối (mã đóng {}).',
  'The bot may not register commands in the server {} ({}, code {}).':
    'Bot không được đăng ký lệnh trong máy chủ {} ({}, mã {}).',
  'METRICS_PORT: metrics cannot be served on port {} of {}: {}.':
    'METRICS_PORT: không mở được cổng {} của {} cho số liệu: {}.',
  'another program listens there already': 'đã có chương trình khác ở cổng đó',
  'this account may not listen there': 'tài khoản này không được mở cổng đó',
};

/** What is wrong with a file of the articles folder or why it is passed over, and what to do about it. */
const FILES: Messages = {
  // Reading it
  'The folder cannot be read: {}.': 'Không đọc được thư mục: {}.',
  'Check its permissions.': 'Hãy kiểm tra quyền truy cập.',
  'A cloud drive keeps this file elsewhere; it is not on this machine.':
    'Tệp này còn ở ổ đám mây, chưa có trên máy.',
  'Download it, and have the drive keep the folder on this machine.':
    'Hãy tải tệp về và đặt cho ổ đám mây giữ thư mục này trên máy.',
  'The symbolic link leads nowhere.': 'Liên kết tượng trưng không dẫn đến đâu.',
  'Mend or delete the link.': 'Hãy sửa hoặc xóa liên kết.',
  'The symbolic link leads out of the articles folder.':
    'Liên kết tượng trưng dẫn ra ngoài thư mục bài viết.',
  'Copy what it leads to instead.': 'Hãy chép nội dung mà nó dẫn đến vào thư mục.',
  'It is not a regular file.': 'Đây không phải là tệp thường.',
  'Put the article there as an ordinary file.': 'Hãy đặt bài viết vào đó dưới dạng tệp thường.',
  'Another file has the same name in another Unicode form; only the first is read.':
    'Có tệp khác cùng tên nhưng ở dạng Unicode khác; chỉ tệp đầu được đọc.',
  'Rename or delete one of the two.': 'Hãy đổi tên hoặc xóa một trong hai.',
  'The file, or a folder it is in, has become a symbolic link while the folder was being read.':
    'Trong lúc đọc thư mục, tệp này hoặc thư mục chứa nó đã biến thành liên kết tượng trưng.',
  'Run the command again.': 'Hãy chạy lại lệnh.',
  'Run the command again once it is whole.': 'Hãy chạy lại lệnh khi tệp đã ghi xong.',
  'Its name is not UTF-8, so it cannot be opened.': 'Tên tệp không phải UTF-8 nên không mở được.',
  'Rename the file, or the folder it is in.': 'Hãy đổi tên tệp hoặc thư mục chứa nó.',
  'The file vanished while the folder was being read.': 'Tệp đã biến mất trong lúc đọc thư mục.',
  'The file may not be read by this user.': 'Người dùng này không có quyền đọc tệp.',
  'Give the user who runs this program read permission.':
    'Hãy cho người dùng chạy chương trình này quyền đọc tệp.',
  'The file cannot be read: {}.': 'Không đọc được tệp: {}.',
  'Check the file and the disk it is on.': 'Hãy kiểm tra tệp và ổ đĩa chứa nó.',
  'The file is too large: {} MB of at most {} MB.': 'Tệp quá lớn: {} MB, nhiều nhất là {} MB.',
  'Split it into one file an article.': 'Hãy tách thành mỗi bài một tệp.',
  'The file was written to while it was being read.': 'Tệp bị ghi trong lúc đang đọc.',
  'It takes more than {} seconds to read.': 'Đọc tệp này mất hơn {} giây.',
  'It takes more than {} MB of memory to read, or breaks what reads it.':
    'Đọc tệp này tốn hơn {} MB bộ nhớ, hoặc làm hỏng chương trình đọc.',
  'Save it again with the program that it was written with, or save its text as .txt.':
    'Hãy lưu lại bằng chương trình đã tạo ra nó, hoặc lưu phần chữ thành .txt.',

  // What is in it
  'It is protected by a password, or an old Word document (.doc) whatever its name says.':
    'Tệp có mật khẩu, hoặc là tài liệu Word kiểu cũ (.doc) dù tên thế nào.',
  'Save it without a password as .docx.': 'Hãy lưu thành .docx không có mật khẩu.',
  'It is no Word document, whatever its name says.': 'Đây không phải là tài liệu Word, dù tên thế nào.',
  'The document is damaged, or no Word document.': 'Tài liệu bị hỏng, hoặc không phải của Word.',
  'Open it in Word or LibreOffice and save it again as .docx, or as .txt.':
    'Hãy mở bằng Word hoặc LibreOffice rồi lưu lại thành .docx hoặc .txt.',
  'The document holds no text.': 'Tài liệu không có chữ nào.',
  'Where it is pictures of pages, save it after text recognition (OCR).':
    'Nếu đó là ảnh chụp trang giấy, hãy nhận dạng chữ (OCR) rồi lưu lại.',
  'The web archive breaks off within its page.': 'Tệp lưu trang web bị đứt giữa trang.',
  'The web archive holds no page, or breaks off before it.':
    'Tệp lưu trang web không chứa trang nào, hoặc bị cắt trước đó.',
  'Save the page again, as .html.': 'Hãy lưu lại trang thành .html.',
  'The PDF holds pictures of pages and no text: it was scanned.':
    'PDF này chỉ có ảnh của trang giấy, không có chữ: đây là bản quét.',
  'Run text recognition (OCR) on it, in Vietnamese, and save it again.':
    'Hãy nhận dạng chữ (OCR) tiếng Việt cho tệp rồi lưu lại.',
  'The PDF is protected by a password.': 'PDF này có mật khẩu.',
  'Save it without a password.': 'Hãy lưu lại không có mật khẩu.',
  'The PDF is damaged, or is none.': 'PDF bị hỏng, hoặc không phải là PDF.',
  'Open it in the program that it was written with and save it again as .pdf, or save its text as .txt.':
    'Hãy mở bằng chương trình đã tạo ra nó rồi lưu lại thành .pdf, hoặc lưu phần chữ thành .txt.',
  'The text has more than {} characters.': 'Văn bản dài hơn {} ký tự.',
  'The text has more than {} lines.': 'Văn bản có hơn {} dòng.',
  'Paragraph {} of the page has more than {} characters.': 'Đoạn thứ {} của trang dài hơn {} ký tự.',
  'Line {} of the text has more than {} characters.': 'Dòng {} của văn bản dài hơn {} ký tự.',
  'Check that it is one article; split what is more into one file an article.':
    'Hãy xem đây có phải một bài viết không; nếu nhiều hơn thì tách thành mỗi bài một tệp.',
  'The file is empty, or a cloud drive has not downloaded it yet.': 'Tệp trống, hoặc ổ đám mây chưa tải về.',
  'Write the article into it, download it, or delete it.': 'Hãy viết bài vào, tải tệp về, hoặc xóa đi.',
  'The file holds binary data.': 'Tệp chứa dữ liệu nhị phân.',
  'Save the article as UTF-8 text, or give a document its own extension (.docx, .pdf).':
    'Hãy lưu bài thành văn bản UTF-8, hoặc đặt đúng đuôi cho tài liệu (.docx, .pdf).',
  'The file holds nothing but white space.': 'Tệp chỉ có khoảng trắng.',
  'Write the article into it or delete it.': 'Hãy viết bài vào hoặc xóa tệp.',
  'The file starts like {} text but is damaged further on.': 'Đầu tệp là văn bản {} nhưng phía sau bị hỏng.',
  'Open it in an editor, check it, and save it with the encoding UTF-8.':
    'Hãy mở bằng trình soạn thảo, kiểm tra rồi lưu với bảng mã UTF-8.',
  'The file is not UTF-8 text.': 'Tệp không phải là văn bản UTF-8.',
  'Open it in an editor and save it with the encoding UTF-8.':
    'Hãy mở bằng trình soạn thảo rồi lưu với bảng mã UTF-8.',
  'The page is too large: up to {} elements, {} marks of markup and {} words.':
    'Trang quá lớn: tới {} phần tử, {} dấu đánh dấu và {} từ.',
  'The page cannot be parsed.': 'Không phân tích được trang.',
  'Save the article as plain text (.txt) instead.': 'Hãy lưu bài thành văn bản thường (.txt).',
  'The file is of no format that is read.': 'Tệp không thuộc định dạng nào đọc được.',
  'Use {} or {}.': 'Hãy dùng {} hoặc {}.',
  'Use {}.': 'Hãy dùng {}.',
  'No text is left once the boilerplate is taken out.': 'Bỏ phần rập khuôn đi thì không còn chữ nào.',
  'Check that the file holds an article.': 'Hãy xem tệp có chứa bài viết không.',
  'Its front matter is opened by "{}" but never closed.':
    'Phần đầu tệp (front matter) mở bằng “{}” mà không đóng lại.',
  'Put a line "{}" below it.': 'Hãy thêm dòng “{}” ở dưới phần đó.',
  'Its front matter is too long: {} characters of at most {}.':
    'Phần đầu tệp (front matter) quá dài: {} ký tự, nhiều nhất là {}.',
  'Leave in it what "Front matter" in docs/articles.md names.':
    'Hãy chỉ để lại những gì mục “Phần đầu tệp” trong docs/vi/bai-viet.md nêu.',
  'Its front matter is not a list of "key: value" lines.':
    'Phần đầu tệp (front matter) không phải là các dòng “tên: giá trị”.',
  'See "Front matter" in docs/articles.md; values that hold ": " or start with a symbol need quotation marks.':
    'Xem mục “Phần đầu tệp” trong docs/vi/bai-viet.md; giá trị có “: ” hoặc bắt đầu bằng ký hiệu thì phải đặt trong ngoặc kép.',

  // Why it is passed over
  'It is a copy of {}.': 'Đây là bản sao của {}.',
  'A browser has saved it with the page {}: it holds no articles.':
    'Trình duyệt lưu nó cùng trang {}: trong đó không có bài viết.',
  'A cloud drive has left it beside {} because both were changed: put what it adds into that file, and delete it.':
    'Ổ đám mây để nó cạnh {} vì cả hai đều bị sửa: hãy chép phần khác vào tệp kia rồi xóa nó.',
  'One file is of a kind that is not read.': 'Có một tệp thuộc loại không đọc.',
  '{} files are of a kind that is not read.': 'Có {} tệp thuộc loại không đọc.',
  '{} is not read: {}.': 'Không đọc {}: {}.',
  'An old Word document': 'tài liệu Word kiểu cũ',
  'A Word template': 'mẫu Word',
  'A document of another word processor': 'tài liệu của phần mềm soạn thảo khác',
  'A printed document': 'bản in ra tệp',
  'A note': 'ghi chú',
  'A program that makes pages': 'chương trình tạo trang',
  'A text with other markup': 'văn bản dùng kiểu đánh dấu khác',
  'A text of this name': 'văn bản có tên như vậy',
  'A Word document with macros': 'tài liệu Word có macro',
  'An RTF document': 'tài liệu RTF',
  'An OpenDocument text': 'văn bản OpenDocument',
  'A Pages document': 'tài liệu Pages',
  'A WPS document': 'tài liệu WPS',
  'An e-book': 'sách điện tử',
  'A scan': 'bản quét',
  'A mail': 'thư điện tử',
  'A web archive of Safari': 'trang lưu của Safari',
  'A web archive of Firefox': 'trang lưu của Firefox',
  'An XHTML page': 'trang XHTML',
  'A presentation': 'bản trình chiếu',
  'A spreadsheet': 'bảng tính',
  'A table': 'tệp bảng',
  'save it as {} or {}': 'hãy lưu thành {} hoặc {}',
  'save it as {} or its text as {}': 'hãy lưu thành {}, hoặc lưu phần chữ thành {}',
  'save it as {}': 'hãy lưu thành {}',
  'save its text as {} or {}': 'hãy lưu phần chữ thành {} hoặc {}',
  'save its text, after text recognition (OCR), as {} or {}':
    'hãy nhận dạng chữ (OCR) rồi lưu phần chữ thành {} hoặc {}',
  'save the page as {}': 'hãy lưu trang thành {}',
  'put it into a {} or {} file': 'hãy đưa nội dung vào một tệp {} hoặc {}',
  'It is only a link to Google Docs: download the document as {}.':
    'Đây chỉ là liên kết tới Google Docs: hãy tải tài liệu về thành {}.',
  'save the page that a browser shows as {}': 'hãy lưu trang mà trình duyệt hiện ra thành {}',
  'if it is an article, name it {}': 'nếu là bài viết, hãy đổi đuôi tên thành {}',
  'It is only a link: save the page itself as {}.': 'Đây chỉ là liên kết: hãy lưu chính trang đó thành {}.',
  'It is only a link: copy what it leads to.': 'Đây chỉ là liên kết: hãy chép tệp mà nó dẫn tới.',
  'Its download is not finished: download it again.': 'Tệp chưa tải xong: hãy tải lại.',
  'It is the copy that an editor keeps of a file: delete it.':
    'Đây là bản lưu phòng của trình soạn thảo: hãy xóa đi.',
  'It has no extension, by which formats are told: if it is an article, give it one, such as {}.':
    'Tên tệp không có đuôi để biết định dạng: nếu là bài viết, hãy thêm đuôi, như {}.',
  'An archive is not opened: unpack it.': 'Không mở tệp nén: hãy giải nén.',
};

/** What `--help` says of the programs that those who run the bot use. */
const HELP: Messages = {
  'Usage:': 'Cách dùng:',
  options: 'tùy chọn',
  '"question" …': '"câu hỏi" …',
  'show this': 'hiện phần này',
  'Measures the answers to golden questions over a folder of articles; or, with --reading, the reading from end to end over the texts of a set of questions; or, with --beir, the retrieval alone. data/eval/README.md and docs/quality.md have the forms.':
    'Đo các câu trả lời cho bộ câu hỏi mẫu trên một thư mục bài viết; với --reading thì đo việc đọc từ đầu đến cuối trên văn bản của một bộ câu hỏi; với --beir thì chỉ đo việc tìm. data/eval/README.md và docs/quality.md mô tả các định dạng. Kết quả in bằng tiếng Anh.',
  'golden questions; default data/eval/articles.jsonl':
    'bộ câu hỏi mẫu; mặc định là data/eval/articles.jsonl',
  'the articles that they are about; default: those of ARTICLES_DIR':
    'các bài viết mà câu hỏi nói tới; mặc định là ARTICLES_DIR',
  'questions with their texts: SQuAD 2.0, contexts, or golden questions':
    'câu hỏi kèm văn bản: SQuAD 2.0, các đoạn văn, hoặc bộ câu hỏi mẫu',
  'a test collection in BEIR format': 'một bộ thử theo định dạng BEIR',
  'with --reading: only so many of its questions': 'với --reading: chỉ hỏi chừng này câu',
  'with --beir: also write the rankings, as a TREC run':
    'với --beir: ghi thêm bảng xếp hạng theo định dạng TREC',
  'ask without diacritics': 'hỏi bằng chữ không dấu',
  'show each question that went wrong': 'hiện từng câu hỏi có kết quả sai',
  'print one JSON object': 'in một đối tượng JSON',
  'Brings the index up to date with the articles folder, and says what it did.':
    'Cập nhật chỉ mục theo thư mục bài viết và cho biết đã làm gì.',
  'read and embed everything again, also over a damaged index':
    'đọc và lập lại tất cả, kể cả khi chỉ mục bị hỏng',
  'say what would be done and write nothing': 'chỉ cho biết sẽ làm gì, không ghi gì',
  'go on though more than half of the articles in a database would be removed; with --watch, for the first time only':
    'tiếp tục dù hơn một nửa số bài viết trong cơ sở dữ liệu sẽ bị xóa; với --watch thì chỉ cho lần đầu',
  'stay, and do so whenever the articles have changed; Ctrl-C ends it':
    'chạy tiếp và cập nhật mỗi khi bài viết thay đổi; Ctrl-C để dừng',
  'go back to the index before this one': 'quay lại bản chỉ mục trước',
  'print the summary as JSON, an object a line': 'in bản tóm tắt dạng JSON, mỗi dòng một đối tượng',
  'Exit code 0: all is well. 1: some article could not be read; the rest is indexed. 2: nothing could be done.':
    'Mã thoát 0: mọi thứ ổn. 1: có bài không đọc được, các bài khác đã vào chỉ mục. 2: không làm được gì.',
  'Answers questions from the articles, each with its sources.':
    'Trả lời câu hỏi từ các bài viết, có dẫn nguồn.',
  'also ask the questions in this file, one a line': 'hỏi cả các câu trong tệp này, mỗi dòng một câu',
  'citations at most, 1 to 20; default 3': 'số trích dẫn nhiều nhất, 1 đến 20; mặc định 3',
  'only articles published on this day or later; those without a date drop out':
    'chỉ lấy bài đăng từ ngày này; bài không rõ ngày thì bỏ qua',
  'only articles published on this day or before': 'chỉ lấy bài đăng đến hết ngày này',
  'only articles of the publisher of this name, case and diacritics aside':
    'chỉ lấy bài của nơi đăng có đúng tên này, không kể hoa thường và dấu',
  'print one JSON object a line for each question, and nothing else':
    'in mỗi câu hỏi một dòng JSON, ngoài ra không in gì',
  'Exit code 0: every question was dealt with, answered or not. 2: nothing could be done.':
    'Mã thoát 0: mọi câu hỏi đã được xử lý, dù trả lời được hay không. 2: không làm được gì.',
  'Registers the bot’s commands with Discord, on the server that GUILD_ID names or, without it, on all: once, and again when an upgrade changes the commands.':
    'Đăng ký các lệnh của bot với Discord, cho máy chủ mà GUILD_ID chỉ ra, hoặc cho mọi máy chủ: chạy một lần, và lại chạy khi bản mới đổi các lệnh.',
  'take the commands away': 'gỡ các lệnh',
  'Looks at everything that the program needs, and says what is wrong and how to mend it.':
    'Kiểm tra mọi thứ mà chương trình cần, cho biết chỗ nào hỏng và cách sửa.',
  'print all findings as one JSON object': 'in mọi kết quả thành một đối tượng JSON',
  'Exit code 0: all is well. 1: there are warnings only. 2: something is broken.':
    'Mã thoát 0: mọi thứ ổn. 1: chỉ có cảnh báo. 2: có chỗ hỏng.',
  'Lists the questions that the bot could not answer and how its answers were rated, the most troublesome first.':
    'Liệt kê các câu hỏi mà bot không trả lời được và các lượt đánh giá, câu đáng lo nhất đứng trước.',
  'only what was said on this day or later': 'chỉ tính từ ngày này',
  'print the questions as JSON': 'in các câu hỏi dạng JSON',
  'Tells whether the bot works, for whatever watches over it: whether the file that HEALTH_FILE names was written within the last minute.':
    'Cho biết bot có đang chạy tốt không, dành cho hệ thống giám sát: tệp mà HEALTH_FILE chỉ ra có được ghi trong phút vừa qua không.',
  'Exit code 0: it works. 1: it does not, or nobody can tell, and a line says why.':
    'Mã thoát 0: bot chạy tốt. 1: không tốt hoặc không biết được, có một dòng nói lý do.',
  'The bot stands by: another process answers, and this one takes over when it ends.':
    'Bot đang dự phòng: một tiến trình khác đang trả lời, tiến trình này sẽ tiếp quản khi tiến trình kia kết thúc.',
  'LOCK_DIR: {} cannot be written to ({}).': 'LOCK_DIR: không ghi được vào {} ({}).',
  'Set LOCK_DIR to a folder that this account may write to, the same for all processes of the bot on this machine.':
    'Hãy đặt LOCK_DIR là một thư mục mà tài khoản này được ghi, giống nhau cho mọi tiến trình của bot trên máy này.',
  'SHARDS=leased is for npm start: each process takes its share of the shards.':
    'SHARDS=leased dành cho npm start: mỗi tiến trình nhận phần shard của mình.',
  'Run npm start, as many times as there are processes to be, or set SHARDS to the shards of this machine, such as 0-3/8.':
    'Hãy chạy npm start, mỗi tiến trình một lần, hoặc đặt SHARDS là các shard của máy này, ví dụ 0-3/8.',
  'HEALTH_FILE is not set, so nothing tells whether the bot works.':
    'Chưa đặt HEALTH_FILE nên không biết bot có chạy tốt không.',
  '{} was not written in the last minute.': '{} không được ghi trong phút vừa qua.',
  'Creates the tables of the index in the PostgreSQL database that INDEX_URL names, or changes them to those of this version. It may be run at any time; what is there is kept.':
    'Tạo các bảng của chỉ mục trong cơ sở dữ liệu PostgreSQL mà INDEX_URL chỉ ra, hoặc đổi chúng sang phiên bản này. Chạy lúc nào cũng được; dữ liệu có sẵn được giữ nguyên.',
  'Shows what the bot replies to sample questions about the articles in data/articles, as Discord shows it: writes a page and prints its address.':
    'Cho xem bot trả lời các câu hỏi mẫu về bài viết trong data/articles như trên Discord: ghi một trang và in địa chỉ của trang.',
  'folder of the page; default preview': 'thư mục của trang; mặc định preview',
  'take a picture of each scene, too': 'chụp cả ảnh từng cảnh',
  'the Chromium or Chrome to take pictures with; default: one on the PATH':
    'Chromium hoặc Chrome dùng để chụp; mặc định lấy trong PATH',
  'The Discord bot where DISCORD_TOKEN is set; else brings the index up to date and answers the same questions on the terminal. .env.example lists the settings.':
    'Là bot Discord khi có DISCORD_TOKEN; không thì cập nhật chỉ mục rồi trả lời ngay trên terminal. Tệp .env.example liệt kê các thiết lập.',
  'The Discord bot in as many processes as SHARDS or Discord says.':
    'Là bot Discord chạy trong số tiến trình do SHARDS hoặc Discord định.',
};

/** Vietnamese of what is written in English where it is found out. */
export const VIETNAMESE_MESSAGES: Messages = { ...TROUBLES, ...FILES, ...HELP };

/** Messages as they are written in the source, with `{}` for what they name, and what each is in another language. */
type Messages = Readonly<Record<string, string>>;

/** Stands in a message for what it names. */
const PLACE = '{}';
/** UTF-16 units of a line that is looked at: what a message names may come from anywhere. */
const MAX_LENGTH = 2_000;

interface Pattern {
  readonly form: RegExp;
  readonly translation: string;
}

/**
 * Translates messages line by line, as gettext does: the English is the key. What a message names is translated in its turn where it is a
 * message, too, and else stays as it is, for it is a file, a setting or what an operating system says.
 *
 * @returns null for a text of which no line is known
 */
export function translator(messages: Messages): (text: string) => string | null {
  let patterns: readonly Pattern[] | null = null;
  const translate = (line: string): string | null => {
    // The ones that say most first: `{}.` would take everything.
    patterns ??= Object.entries(messages)
      .sort(([a], [b]) => literalLength(b) - literalLength(a))
      .map(([message, translation]) => ({ form: formOf(message), translation }));
    if (line.length > MAX_LENGTH) return null;
    for (const { form, translation } of patterns) {
      const named = form.exec(line)?.slice(1);
      if (named === undefined) continue;
      return named.reduce((said, part) => said.replace(PLACE, () => translate(part) ?? part), translation);
    }
    return null;
  };
  return (text) => {
    const lines = text.split('\n').map((line) => ({ line, translated: translate(line) }));
    if (lines.every(({ translated }) => translated === null)) return null;
    return lines.map(({ line, translated }) => translated ?? line).join('\n');
  };
}

function literalLength(message: string): number {
  return message.replaceAll(PLACE, '').length;
}

function formOf(message: string): RegExp {
  const literals = message.split(PLACE).map((part) => part.replace(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`));
  return new RegExp(`^${literals.join('(.+?)')}$`, 'u');
}
