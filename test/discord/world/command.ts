import type { ApplicationCommandOptionType, ApplicationCommandType } from 'discord.js';

/** A command as a bot registers it. */
export interface CommandBody {
  readonly name: string;
  readonly name_localizations?: Record<string, string> | null;
  readonly description?: string | null;
  readonly description_localizations?: Record<string, string> | null;
  /** Chat input when absent. */
  readonly type?: ApplicationCommandType | null;
  readonly options?: readonly CommandOption[] | null;
  /** Permission bits as decimal digits: who lacks one is not shown the command. */
  readonly default_member_permissions?: string | null;
  /** Where it is shown: 0 guild, 1 direct message with the bot. */
  readonly contexts?: readonly number[] | null;
  readonly dm_permission?: boolean | null;
  readonly integration_types?: readonly number[] | null;
}

/** An option of a command. */
export interface CommandOption {
  readonly type: ApplicationCommandOptionType;
  readonly name: string;
  readonly name_localizations?: Record<string, string> | null;
  readonly description: string;
  readonly description_localizations?: Record<string, string> | null;
  readonly required?: boolean | null;
  readonly autocomplete?: boolean | null;
  readonly min_length?: number | null;
  readonly max_length?: number | null;
  readonly min_value?: number | null;
  readonly max_value?: number | null;
  readonly choices?: readonly CommandChoice[] | null;
  /** Of a subcommand or a group of them. */
  readonly options?: readonly CommandOption[] | null;
}

/** A choice of an option, registered or offered by autocomplete. */
export interface CommandChoice {
  readonly name: string;
  readonly name_localizations?: Record<string, string> | null;
  readonly value: string | number;
}

/** A command that is registered. */
export interface Command extends CommandBody {
  readonly id: string;
  readonly version: string;
  readonly type: ApplicationCommandType;
  /** Null when it is registered globally. */
  readonly guildId: string | null;
}
