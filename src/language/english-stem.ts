/**
 * An English word without its commonest endings (plural, third person, past, -ing), so that "offices" and "awarded" find
 * "office" and "award". Step 1 of Porter's algorithm (1980) in spirit, kept light: over-stemming would join different words.
 */
export function englishStem(word: string): string {
  if (word.length <= 3 || !/^[a-z]+$/u.test(word)) return word;
  const plural = word.endsWith('ies')
    ? `${word.slice(0, -3)}y`
    : /(?:ss|x|ch|sh|zz)es$/u.test(word)
      ? word.slice(0, -2)
      : /[^su]s$/u.test(word)
        ? word.slice(0, -1)
        : word;
  const match = /^(.*[aeiouy].*?)(?:ed|ing)$/u.exec(plural);
  const stem = match?.[1];
  if (stem === undefined || stem.length < 3) return dropFinalE(plural);
  return dropFinalE(/([^aeiouylsz])\1$/u.test(stem) ? stem.slice(0, -1) : stem);
}

/** "donate" and "donat-ed" meet without their last e. */
function dropFinalE(word: string): string {
  return word.length > 4 && word.endsWith('e') ? word.slice(0, -1) : word;
}
