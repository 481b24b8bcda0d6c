/** Stands in for `lab/fuzz/fuzz-process.ts`, and ends in the middle of a case. */
process.on('message', () => process.exit(3));
process.send?.('ready');
