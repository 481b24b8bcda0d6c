import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
  type APIApplicationCommandBooleanOption,
  type APIApplicationCommandStringOption,
  type RESTPostAPIApplicationCommandsJSONBody,
} from 'discord.js';

/** Characters of a question or of words to search for: what a reply can repeat above its answer. */
export const MAX_QUESTION_LENGTH = 500;
/** Characters of a day, in whatever form it is typed. */
const MAX_DAY_LENGTH = 40;

/** Name of the command in a message's context menu. */
export const ASK_ABOUT_MESSAGE = 'Ask the articles about this';

/** A name in English, by which code knows it, and in Vietnamese. */
const named = (name: string, vi: string) => ({ name, name_localizations: { vi } });
const described = (en: string, vi: string) => ({ description: en, description_localizations: { vi } });

/** Where commands are offered: on servers and in direct messages with the bot, which is added to a server and not to a person. */
const EVERYWHERE = {
  contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
  integration_types: [ApplicationIntegrationType.GuildInstall],
};
const COMMAND = { type: ApplicationCommandType.ChatInput, ...EVERYWHERE } as const;
const TEXT = { type: ApplicationCommandOptionType.String } as const;

const PUBLISHER: APIApplicationCommandStringOption = {
  ...TEXT,
  ...named('publisher', 'nơi-đăng'),
  ...described('Only articles of this publisher', 'Chỉ lấy bài của báo hoặc trang này'),
  autocomplete: true,
};
const FROM: APIApplicationCommandStringOption = {
  ...TEXT,
  ...named('from', 'từ-ngày'),
  ...described(
    'Only articles from this day on: 2019-10-07, 10/2019 or 2019',
    'Chỉ lấy bài đăng từ ngày này: 7/10/2019, 10/2019 hoặc 2019',
  ),
  max_length: MAX_DAY_LENGTH,
};
const TO: APIApplicationCommandStringOption = {
  ...TEXT,
  ...named('to', 'đến-ngày'),
  ...described(
    'Only articles up to this day: 2019-10-07, 10/2019 or 2019',
    'Chỉ lấy bài đăng đến hết ngày này: 7/10/2019, 10/2019 hoặc 2019',
  ),
  max_length: MAX_DAY_LENGTH,
};
const PRIVATE: APIApplicationCommandBooleanOption = {
  type: ApplicationCommandOptionType.Boolean,
  ...named('private', 'riêng-tư'),
  ...described('Show the reply to you only', 'Chỉ mình bạn thấy câu trả lời'),
};
const SORT: APIApplicationCommandStringOption = {
  ...TEXT,
  ...named('sort', 'sắp-xếp'),
  ...described('Which passages come first', 'Đoạn nào đứng trước'),
  choices: [
    { ...named('Most relevant', 'Liên quan nhất'), value: 'relevance' },
    { ...named('Newest', 'Mới nhất'), value: 'newest' },
  ],
};

/** Every command of the bot, as it is registered with Discord. An interaction names its command and options in English. */
export const COMMANDS: readonly RESTPostAPIApplicationCommandsJSONBody[] = [
  {
    ...COMMAND,
    ...named('ask', 'hỏi'),
    ...described('Ask the articles and see where the answer stands', 'Hỏi các bài viết, có dẫn nguồn'),
    options: [
      {
        ...TEXT,
        ...named('question', 'câu-hỏi'),
        ...described(
          'What you want to know, in Vietnamese or English',
          'Điều bạn muốn biết, tiếng Việt hay tiếng Anh đều được',
        ),
        required: true,
        max_length: MAX_QUESTION_LENGTH,
      },
      PUBLISHER,
      FROM,
      TO,
      PRIVATE,
    ],
  },
  {
    ...COMMAND,
    ...named('search', 'tìm'),
    ...described('Look through the articles for some words', 'Tìm trong các bài viết theo từ khóa'),
    options: [
      {
        ...TEXT,
        ...named('query', 'từ-khóa'),
        ...described('Words, names or a phrase', 'Từ, tên riêng hoặc cụm từ cần tìm'),
        required: true,
        max_length: MAX_QUESTION_LENGTH,
        autocomplete: true,
      },
      PUBLISHER,
      FROM,
      TO,
      SORT,
      PRIVATE,
    ],
  },
  {
    ...COMMAND,
    ...named('article', 'bài'),
    ...described('Read one article', 'Đọc một bài viết'),
    options: [
      {
        ...TEXT,
        ...named('title', 'tiêu-đề'),
        ...described('Its title, or some words of it', 'Tiêu đề bài, hoặc vài từ trong đó'),
        required: true,
        autocomplete: true,
      },
    ],
  },
  {
    ...COMMAND,
    ...named('sources', 'nguồn'),
    ...described('List all articles, newest first', 'Danh sách bài viết, mới nhất trước'),
  },
  {
    ...COMMAND,
    ...named('help', 'trợ-giúp'),
    ...described('What the bot can do', 'Xem bot làm được gì'),
  },
  {
    ...COMMAND,
    ...named('status', 'trạng-thái'),
    ...described('How the bot and its index are doing', 'Tình trạng của bot và chỉ mục'),
  },
  {
    ...COMMAND,
    ...named('reindex', 'lập-chỉ-mục'),
    ...described('Bring the index up to date with the articles', 'Cập nhật chỉ mục theo các bài viết'),
    contexts: [InteractionContextType.Guild],
    default_member_permissions: String(PermissionFlagsBits.ManageGuild),
  },
  {
    type: ApplicationCommandType.Message,
    ...EVERYWHERE,
    ...named(ASK_ABOUT_MESSAGE, 'Tìm câu trả lời trong bài viết'),
  },
];
