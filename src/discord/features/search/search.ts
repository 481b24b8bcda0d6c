import type { ChatInputCommandInteraction } from 'discord.js';
import type { BotContext } from '../../bot-context.js';
import type { Sort } from '../../components/custom-id.js';
import { answerLater, answerNow } from '../../deliver.js';
import { articleFilterOf } from '../filter/filter-state.js';
import type { Words } from '../../../locales/discord/words.js';
import { filterText } from '../filter/filter-text.js';
import { noticeView } from '../../reply/notices.js';
import { searchView } from './search-view.js';
import { filterOptions, readFilter } from '../filter/read-filter.js';

/** `/search`. */
export async function search(
  interaction: ChatInputCommandInteraction,
  { answering }: BotContext,
  words: Words,
): Promise<void> {
  const { catalogue } = answering;
  const query = interaction.options.getString('query', true);
  const reading = readFilter(filterOptions(interaction), catalogue);
  if (reading.kind === 'wrong') {
    await answerNow(interaction, noticeView(reading.notice, { words }), true);
    return;
  }
  const { filter } = reading;
  const isPrivate = interaction.options.getBoolean('private') ?? false;
  const sort: Sort = interaction.options.getString('sort') === 'newest' ? 'newest' : 'relevance';
  const articleFilter = articleFilterOf(filter, catalogue);
  await answerLater(interaction, isPrivate, async () =>
    searchView(await answering.search(query, { filter: articleFilter }), {
      words,
      owner: isPrivate ? interaction.user.id : null,
      query,
      sort,
      filter,
      filterText: filterText(articleFilter, words),
      page: 0,
    }),
  );
}
