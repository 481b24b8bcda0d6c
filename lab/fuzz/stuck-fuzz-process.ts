/** Stands in for `lab/fuzz/fuzz-process.ts`, and never comes to the end of a case. */
process.on('message', () => {
  for (;;);
});
process.send?.('ready');
