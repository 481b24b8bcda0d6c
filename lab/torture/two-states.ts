import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** The articles folder is always in one of two states, or on its way from one to the other while nobody reads it. */
export const STATES = ['A', 'B'] as const;
export type State = (typeof STATES)[number];

/** The word that every title and every sentence of a state has, so that whatever is cited tells which state it is from. */
const MARKS: Readonly<Record<State, string>> = { A: 'Ngâu', B: 'Bấc' };
/** Stations that both states tell of. */
const STATIONS = ['Hòn Mây', 'Khe Đước', 'Bến Lở', 'Gò Sim', 'Nà Khoai', 'Suối Ngà'];
/** The station that only one state tells of, so that the lists of articles differ. */
const ONLY_IN: Readonly<Record<State, string>> = { A: 'Vũng Sậy', B: 'Đồi Chò' };

/** Questions that the articles of either state answer. */
export const QUESTIONS: readonly string[] = STATIONS.flatMap((station) => [
  `Trạm ${station} đo được bao nhiêu mm mưa?`,
  `Trạm trưởng trạm ${station} là ai?`,
]);

export function otherState(state: State): State {
  return state === 'A' ? 'B' : 'A';
}

/** The states that a text is from: one, if it is whole. */
export function statesIn(text: string): State[] {
  return STATES.filter((state) => text.includes(MARKS[state]));
}

/** Makes `folder` hold the articles of a state and nothing else. */
export async function writeState(folder: string, state: State): Promise<void> {
  await mkdir(folder, { recursive: true });
  const articles = [...STATIONS, ONLY_IN[state]].map((station, at) => articleOf(station, at, MARKS[state]));
  const named = new Map(articles.map((article, at) => [`${at}.md`, article]));
  named.set(`only-${state}.md`, named.get(`${STATIONS.length}.md`) ?? '');
  named.delete(`${STATIONS.length}.md`);
  for (const file of await readdir(folder)) if (!named.has(file)) await rm(path.join(folder, file));
  for (const [file, article] of named) await writeFile(path.join(folder, file), article);
}

function articleOf(station: string, at: number, mark: string): string {
  const paragraphs = [
    `Trạm ${station} đo được ${at * 41 + mark.length * 7} mm mưa trong đợt ${mark}. Cả đợt ${mark} có ${at + 3} ngày mưa to.`,
    `Bà Lương Thị Hạc là trạm trưởng trạm ${station} trong đợt ${mark}. Sang đợt ${mark} có thêm ${at + 2} quan trắc viên.`,
    `Kho của trạm ${station} còn ${at * 3 + 5} bao gạo khi hết đợt ${mark}. Tàu Sóng Bạc ghé trạm hai lần trong đợt ${mark}.`,
  ];
  return `# Trạm ${station} trong đợt ${mark}\n\n${paragraphs.join('\n\n')}\n`;
}
