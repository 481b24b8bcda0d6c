import {
  InteractionContextType,
  PermissionFlagsBits,
  type ChatInputCommandInteraction,
  type Message,
} from 'discord.js';
import type { CorpusProblem } from '../../corpus/article.js';
import type { ReindexProgress, ReindexSummary } from '../../index/reindex-parts.js';
import type { Logger } from '../../lib/log.js';
import type { Words } from '../../locales/english.js';
import type { ReindexRun } from '../../operations/reindex-runner.js';
import type { BotContext } from '../bot-context.js';
import { described, named, SLASH_COMMAND, type Command } from '../interactions/define-command.js';
import { errorFields } from '../connection/errors.js';
import { buildReply, type Card, type Reply } from '../reply/build-reply.js';
import { fitLine } from '../reply/fit-text.js';
import { bold, escapedLine, joined, md, subtext, type Markup } from '../reply/markup.js';
import { noticeOf, noticeView } from '../reply/notices.js';
import { bodyOf, respondPrivately } from '../respond.js';

/** `/reindex`: runs beside the answering, and tells by edits how far it is. It is offered to those who manage a server. */
export const reindex: Command<ChatInputCommandInteraction> = {
  definition: {
    ...SLASH_COMMAND,
    ...named('reindex', 'lập-chỉ-mục'),
    ...described('Bring the index up to date with the articles', 'Cập nhật chỉ mục theo các bài viết'),
    contexts: [InteractionContextType.Guild],
    default_member_permissions: String(PermissionFlagsBits.ManageGuild),
  },
  /** A member who manages the server: what Discord offers the command to can be set otherwise there. */
  demands({ memberPermissions }) {
    const mayReindex = memberPermissions?.has(PermissionFlagsBits.ManageGuild) === true;
    return { wait: null, wrong: mayReindex ? null : { kind: 'needs-manage-server' } };
  },
  async run(interaction, context, words) {
    const { reindexing, log } = context;
    const report = new ProgressReport(interaction, log);
    const { run, isNew } = reindexing.start((progress) => {
      report.show(reindexProgressView(progress, words));
    });
    if (!isNew) {
      await respondPrivately(
        interaction,
        noticeView({ kind: 'reindex-running', since: run.startedAt }, words),
      );
      return;
    }
    // Heard below; until then a failure must not count as one that nobody hears.
    run.summary.catch(() => undefined);
    try {
      await interaction.deferReply();
      report.show(reindexProgressView(null, words));
    } catch (error) {
      // It runs all the same: how it ends is told where it was asked for.
      log.warn(
        { interaction: interaction.id, ...errorFields(error) },
        'a reindex runs without showing its progress',
      );
    }
    // Told where its progress was, or that would stand there as if it went on.
    await report.finish(await endOf(run, interaction, context, words));
  },
};

/** How a run ended, for the log and for whoever began it. */
async function endOf(
  { summary }: ReindexRun,
  { id }: ChatInputCommandInteraction,
  { log, tasks }: BotContext,
  words: Words,
): Promise<Reply> {
  try {
    const done = await summary;
    const { generation, seconds, damage } = done;
    log[damage === undefined ? 'info' : 'warn'](
      { interaction: id, generation, seconds, ...(damage !== undefined && { damage }) },
      'reindexed',
    );
    return reindexDoneView(done, words);
  } catch (error) {
    log[tasks.isClosed ? 'warn' : 'error']({ interaction: id, ...errorFields(error) }, 'reindex failed');
    return noticeView(tasks.isClosed ? { kind: 'stopping' } : noticeOf(error), words);
  }
}

/** Milliseconds between two edits: Discord takes about five in five seconds. */
const EDIT_EVERY = 2_000;
/** Milliseconds that an interaction's token is good for, less a reserve for a slow request (15 minutes by Discord's documentation). */
const TOKEN_LIFE = 14 * 60_000;

/** Tells by edits of a command's reply how far its work is: the latest state, not every one. */
class ProgressReport {
  private readonly interaction: ChatInputCommandInteraction;
  private readonly log: Logger;
  private message: Message | null = null;
  private shownAt = -Infinity;
  private edit: Promise<void> = Promise.resolve();
  private isEditing = false;

  constructor(interaction: ChatInputCommandInteraction, log: Logger) {
    this.interaction = interaction;
    this.log = log;
  }

  /** Shows a state unless another was shown a moment ago. What cannot be shown is only logged: the work goes on. */
  show(reply: Reply): void {
    if (this.isEditing || !this.interaction.deferred || Date.now() - this.shownAt < EDIT_EVERY) return;
    this.shownAt = Date.now();
    this.isEditing = true;
    this.edit = this.send(reply)
      .catch((error: unknown) => {
        this.log.debug(errorFields(error), 'progress not shown');
      })
      .finally(() => {
        this.isEditing = false;
      });
  }

  async finish(reply: Reply): Promise<void> {
    await this.edit;
    try {
      await this.send(reply);
    } catch (error) {
      this.log.warn(errorFields(error), 'the end of a reindex is told by a message of its own');
      await this.tellApart(reply);
    }
  }

  /** In the channel, or where the bot may not write there, to whoever began it. */
  private async tellApart(reply: Reply): Promise<void> {
    const { channel, user } = this.interaction;
    if (channel?.isSendable() !== true) await user.send(bodyOf(reply));
    else await channel.send(bodyOf(reply)).catch(() => user.send(bodyOf(reply)));
  }

  private async send(reply: Reply): Promise<void> {
    const isOld = Date.now() - this.interaction.createdTimestamp > TOKEN_LIFE;
    if (isOld && this.message !== null) await this.message.edit(bodyOf(reply));
    else this.message = await this.interaction.editReply(bodyOf(reply));
  }
}

const BAR_LENGTH = 12;
/** Problems shown; all of them are in the log. */
const MAX_PROBLEMS = 8;
/** Characters of each line of a problem, so that {@link MAX_PROBLEMS} fit in a card, escaped. */
const MAX_PROBLEM_LINE = 120;

/** Where on the machine a system call failed, as Node.js ends its error messages: `…, open '/srv/articles/a.md'`. */
const SYSTEM_PATH = /, \w+ '(?:\/|[A-Z]:\\)[^']*'/gu;

/** How far a reindex is; null before it has said anything. */
export function reindexProgressView(progress: ReindexProgress | null, words: Words): Reply {
  const heading = bold(md`${words.reindex.running}`);
  const state = progress === null ? md`${words.reindex.preparing}` : stateLine(progress, words);
  return buildReply({ text: joined([heading, state], '\n'), owner: null });
}

/** What a reindex has done, whether the index was damaged before, and which files it could not read. */
export function reindexDoneView(summary: ReindexSummary, words: Words): Reply {
  const heading = summary.generation === null ? words.upToDate : words.reindexed(summary.seconds);
  return buildReply({
    text: joined(
      [
        bold(md`${heading}`),
        md`${words.articleChanges(summary)}`,
        md`${words.passageChanges(summary)}`,
        ...(summary.damage === undefined ? [] : [md`${words.reindex.mended}`]),
        ...(summary.passedOver.length === 0 ? [] : [subtext(passedOverLine(summary, words))]),
      ],
      '\n',
    ),
    cards: summary.problems.length === 0 ? [] : [problemsCard(summary, words)],
    owner: null,
  });
}

function stateLine({ phase, done, total }: ReindexProgress, words: Words): Markup {
  const name = words.phases[phase];
  if ((phase === 'publishing' && total <= 1) || total === 0) return md`${name}…`;
  const filled = Math.floor((done / total) * BAR_LENGTH);
  const bar = '▰'.repeat(filled) + '▱'.repeat(BAR_LENGTH - filled);
  const unit = words.unit(phase === 'reading' ? 'article' : 'passage', total);
  return md`${name} ${bar} ${words.count(done)}/${words.count(total)} ${unit}`;
}

function problemsCard({ problems, retained }: ReindexSummary, words: Words): Card {
  const shown = problems.slice(0, MAX_PROBLEMS);
  const left = problems.length - shown.length;
  return {
    title: md`${words.problems(problems.length)}`,
    body: joined(
      [
        ...shown.map((problem) => problemLines(problem, retained.includes(problem.path), words)),
        ...(left === 0 ? [] : [md`${words.reindex.moreProblems(left)}`]),
      ],
      '\n\n',
    ),
    accent: 'trouble',
  };
}

/** Names what holds no articles; the log and the terminal say why. */
function passedOverLine({ passedOver }: ReindexSummary, words: Words): Markup {
  return line(`${words.passedOver} ${passedOver.map(({ path }) => path).join(', ')}`);
}

function problemLines({ path, message, hint }: CorpusProblem, isRetained: boolean, words: Words): Markup {
  return joined(
    [
      bold(line(path)),
      line(words.message(message.replace(SYSTEM_PATH, ''))),
      line(words.message(hint)),
      ...(isRetained ? [subtext(md`${words.retained}`)] : []),
    ],
    '\n',
  );
}

function line(text: string): Markup {
  return escapedLine(fitLine(text, MAX_PROBLEM_LINE, (shown) => escapedLine(shown).length));
}
