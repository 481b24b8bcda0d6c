/** Forms of a noun by the plural categories of CLDR; a language names those that it has. */
type PluralForms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>;

const DAY_HOURS = 24;

/**
 * How a language writes numbers, days and moments, by `Intl`.
 *
 * @param locale - BCP 47, such as `en-GB`
 */
export function formatsFor(
  locale: string,
  styles: Readonly<Record<'day' | 'moment', Intl.DateTimeFormatOptions>>,
) {
  const whole = new Intl.NumberFormat(locale);
  const tenths = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const day = new Intl.DateTimeFormat(locale, { ...styles.day, timeZone: 'UTC' });
  const moment = new Intl.DateTimeFormat(locale, styles.moment);
  const ago = new Intl.RelativeTimeFormat(locale);
  const plurals = new Intl.PluralRules(locale);
  return {
    /** A whole number. */
    whole: (value: number) => whole.format(value),
    /** A number with one decimal place. */
    tenths: (value: number) => tenths.format(value),
    /** A day `YYYY-MM-DD`. */
    day: (isoDay: string) => day.format(new Date(`${isoDay}T00:00:00Z`)),
    /** A moment, ISO 8601, in the time zone of this machine. */
    moment: (isoTime: string) => moment.format(new Date(isoTime)),
    /** Whole hours, at least 1, that have gone by: from two days on in days. */
    ago: (hours: number) =>
      hours < 2 * DAY_HOURS ? ago.format(-hours, 'hour') : ago.format(-Math.floor(hours / DAY_HOURS), 'day'),
    /** Bytes in MB or GB. */
    size: (bytes: number) =>
      bytes < 1e9 ? `${tenths.format(bytes / 1e6)} MB` : `${tenths.format(bytes / 1e9)} GB`,
    /** The one of `forms` that a number of things asks for. */
    plural: (count: number, forms: PluralForms): string => forms[plurals.select(count)] ?? forms.other,
  };
}
