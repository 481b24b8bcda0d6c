/**
 * The scores of a batch, 0 to 1, from a classifier's logits: the sigmoid of the only one of a text, or the second one's
 * share by softmax, since classifiers put the class "relevant" behind "not relevant". NaN where a logit is.
 *
 * @param logits - `[texts][classes]`, laid end to end
 * @param classes - 1 or 2
 */
export function relevanceOf(logits: Float32Array, classes: number): number[] {
  return Array.from({ length: logits.length / classes }, (_, text) => {
    const row = logits.subarray(text * classes, (text + 1) * classes);
    const [first = NaN, second] = row;
    // Softmax over two is the sigmoid of their difference.
    return sigmoid(second === undefined ? first : second - first);
  });
}

function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value));
}
