import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CorpusFile } from './corpus-files.js';
import { planReindex } from './plan-reindex.js';

const file = (path: string, contentHash: string): CorpusFile => ({ path, id: `id of ${path}`, contentHash });
const problem = (path: string) => ({ path, message: 'cannot be read', hint: 'mend it' });
const paths = (files: readonly CorpusFile[]) => files.map((one) => one.path);

describe('planReindex', () => {
  const previous = [file('a.md', '1'), file('b.md', '1'), file('c.md', '1')];

  it('reads what is new or changed, keeps what is as it was, removes what is gone', () => {
    const plan = planReindex(previous, [file('d.md', '1'), file('b.md', '2'), file('a.md', '1')], [], false);
    expect(plan).toEqual({
      read: [
        { file: file('b.md', '2'), status: 'changed' },
        { file: file('d.md', '1'), status: 'added' },
      ],
      keep: [file('a.md', '1')],
      retain: [],
      remove: [file('c.md', '1')],
    });
  });

  it('retains what cannot be looked at', () => {
    const plan = planReindex(previous, [file('a.md', '1')], [problem('b.md')], false);
    expect([paths(plan.retain), paths(plan.remove)]).toEqual([['b.md'], ['c.md']]);
  });

  it('takes the path of a folder for all files below it, and for no others', () => {
    const below = [file('sub/x.md', '1'), file('sub/deep/y.md', '1'), file('subway.md', '1')];
    const plan = planReindex(below, [], [problem('sub')], false);
    expect([paths(plan.retain), paths(plan.remove)]).toEqual([['sub/x.md', 'sub/deep/y.md'], ['subway.md']]);
  });

  it('reads unchanged files too when rebuilding', () => {
    const plan = planReindex(previous, previous, [], true);
    expect(plan.read.map(({ status }) => status)).toEqual(['unchanged', 'unchanged', 'unchanged']);
    expect(plan.keep).toEqual([]);
  });

  const folder = fc.dictionary(fc.constantFrom('a', 'b', 's/c', 's/d', 'e'), fc.constantFrom('1', '2', '3'));
  const asFiles = (content: Record<string, string>) =>
    Object.entries(content).map(([path, hash]) => file(path, hash));

  it('gives every file and every indexed article exactly one fate', () => {
    fc.assert(
      fc.property(
        folder,
        folder,
        fc.subarray(['a', 'b', 's', 'e']),
        fc.boolean(),
        (before, now, bad, rebuild) => {
          const plan = planReindex(asFiles(before), asFiles(now), bad.map(problem), rebuild);
          const read = plan.read.map((one) => one.file);
          expect(paths([...read, ...plan.keep]).sort()).toEqual(Object.keys(now).sort());
          const gone = Object.keys(before).filter((path) => !Object.hasOwn(now, path));
          expect(paths([...plan.retain, ...plan.remove]).sort()).toEqual(gone.sort());
        },
      ),
    );
  });

  it('keeps exactly the files whose content is indexed', () => {
    fc.assert(
      fc.property(folder, folder, (before, now) => {
        const same = Object.keys(now).filter(
          (path) => Object.hasOwn(before, path) && before[path] === now[path],
        );
        expect(paths(planReindex(asFiles(before), asFiles(now), [], false).keep)).toEqual(same.sort());
      }),
    );
  });
});
