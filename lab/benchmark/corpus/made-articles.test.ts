import { hash } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import type { Article } from '../../../src/corpus/article.js';
import { parseArticle } from '../../../src/corpus/formats/parse-article.js';
import { cutByWords } from '../made-index.js';
import { readCorpusSource, type CorpusSource } from './corpus-source.js';
import { makeArticles, toMarkdown, type MadeArticle } from './made-articles.js';

let source: CorpusSource;
beforeAll(async () => {
  source = await readCorpusSource();
});

test('the same numbers make the same articles, another seed others', () => {
  const articles = [...makeArticles(source, 50)];
  expect([...makeArticles(source, 50)]).toEqual(articles);
  expect([...makeArticles(source, 50, 2)]).not.toEqual(articles);
  expect([...makeArticles(source, 80)].slice(0, articles.length)).toEqual(articles);
});

test.each([60, 305, 1000])('%i passages come out as about as many', (passages) => {
  const articles = [...makeArticles(source, passages)];
  expect(articles).toHaveLength(Math.ceil(passages / 10));
  const cut = articles.reduce((sum, article) => sum + cutByWords(parsed(article)).length, 0);
  expect(cut / passages).toBeGreaterThan(0.9);
  expect(cut / passages).toBeLessThan(1.1);
});

test('an article is read with its title, its day and its publisher', () => {
  for (const made of makeArticles(source, 40)) {
    const article = parsed(made);
    expect(article).toMatchObject({ title: made.title, publisher: made.publisher });
    expect(article.publishedAt?.split('-').reverse().map(Number).join('/')).toBe(made.day);
  }
});

test('most words of a large corpus are rare', () => {
  const texts = [...makeArticles(source, 1000)].map(({ paragraphs }) => paragraphs.join(' ').toLowerCase());
  const articlesWith = new Map<string, number>();
  for (const word of texts.flatMap((text) => [...new Set(text.match(/\p{L}+/gu))])) {
    articlesWith.set(word, (articlesWith.get(word) ?? 0) + 1);
  }
  const rare = [...articlesWith.values()].filter((count) => count <= texts.length / 20);
  expect(articlesWith.size).toBeGreaterThan(2_000);
  expect(rare.length / articlesWith.size).toBeGreaterThan(0.5);
});

test('its names are its own', () => {
  const articles = [...makeArticles(source, 500)];
  const names = articles.flatMap((article) => article.names);
  expect(new Set(names).size).toBeGreaterThan(0.9 * names.length);
  const told = articles.filter(({ names: own, paragraphs }) =>
    own.some((name) => paragraphs.join().includes(name)),
  );
  expect(told.length).toBeGreaterThan(0.9 * articles.length);
});

function parsed(made: MadeArticle): Article {
  const bytes = Buffer.from(toMarkdown(made));
  const outcome = parseArticle('tin.md', { bytes, contentHash: hash('sha256', bytes) });
  if (!outcome.ok) throw new Error(outcome.problem.message);
  return outcome.value;
}
