import * as vectra from 'vectra';
import { expect, test } from 'vitest';
import { loadVectra } from './vectra-library.js';

test('what is loaded are the parts that vectra itself exports', () => {
  const { ItemSelector, ProtobufCodec } = loadVectra();
  expect(ItemSelector).toBe(vectra.ItemSelector);
  expect(ProtobufCodec).toBe(vectra.ProtobufCodec);
});
