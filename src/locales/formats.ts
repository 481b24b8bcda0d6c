/** A day or a moment as a language writes it. */
interface DateStyles {
  readonly day: Intl.DateTimeFormatOptions;
  readonly moment: Intl.DateTimeFormatOptions;
}

/** How a language writes numbers, days and moments. */
export interface Formats {
  /** A whole number. */
  readonly whole: (value: number) => string;
  /** A number with one decimal place. */
  readonly tenths: (value: number) => string;
  /** A day `YYYY-MM-DD`. */
  readonly day: (isoDay: string) => string;
  /** A moment, ISO 8601, in the time zone of this machine. */
  readonly moment: (isoTime: string) => string;
  /** Whole hours, at least 1, that have gone by: from two days on in days. */
  readonly ago: (hours: number) => string;
  /** Bytes in MB or GB. */
  readonly size: (bytes: number) => string;
  /** The one of `forms` that a number of things asks for. */
  readonly plural: (count: number, forms: PluralForms) => string;
}

/** Forms of a noun by the plural categories of CLDR; a language names those that it has. */
type PluralForms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>;

const DAY_HOURS = 24;

/**
 * Formats by `Intl`.
 *
 * @param locale - BCP 47, such as `en-GB`
 */
export function formatsFor(locale: string, styles: DateStyles): Formats {
  const whole = new Intl.NumberFormat(locale);
  const tenths = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const day = new Intl.DateTimeFormat(locale, { ...styles.day, timeZone: 'UTC' });
  const moment = new Intl.DateTimeFormat(locale, styles.moment);
  const ago = new Intl.RelativeTimeFormat(locale);
  const plurals = new Intl.PluralRules(locale);
  return {
    whole: (value) => whole.format(value),
    tenths: (value) => tenths.format(value),
    day: (isoDay) => day.format(new Date(`${isoDay}T00:00:00Z`)),
    moment: (isoTime) => moment.format(new Date(isoTime)),
    ago: (hours) =>
      hours < 2 * DAY_HOURS ? ago.format(-hours, 'hour') : ago.format(-Math.floor(hours / DAY_HOURS), 'day'),
    size: (bytes) => (bytes < 1e9 ? `${tenths.format(bytes / 1e6)} MB` : `${tenths.format(bytes / 1e9)} GB`),
    plural: (count, forms) => forms[plurals.select(count)] ?? forms.other,
  };
}
