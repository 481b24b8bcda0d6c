import { describe, expect, it } from 'vitest';
import { parseChatLine } from './chat-command.js';

describe('parseChatLine', () => {
  it.each([
    ['  ', { kind: 'empty' }],
    [' Ai là Bí thư? ', { kind: 'question', text: 'Ai là Bí thư?' }],
    ['30/4 là ngày gì', { kind: 'question', text: '30/4 là ngày gì' }],
    ['/search  huân chương ', { kind: 'command', name: 'search', words: 'huân chương' }],
    ['/SEARCH x', { kind: 'command', name: 'search', words: 'x' }],
    ['/quit', { kind: 'command', name: 'quit', words: '' }],
    ['/searching x', { kind: 'unknown-command', command: '/searching' }],
    ['/', { kind: 'unknown-command', command: '/' }],
  ])('reads %j', (line, expected) => {
    expect(parseChatLine(line)).toEqual(expected);
  });
});
