/*
 * The part of transformers.js that is used here, imported by itself: its main file loads code for models, images and sound as well, and
 * with that another 25 MB and a tenth of a second. The package types the main file only.
 */
declare module '@xenova/transformers/src/tokenizers.js' {
  export { AutoTokenizer, PreTrainedTokenizer } from '@xenova/transformers';
}

declare module '@xenova/transformers/src/env.js' {
  export { env } from '@xenova/transformers';
}
