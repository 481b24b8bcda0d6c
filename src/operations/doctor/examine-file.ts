import { messageOf } from '../../lib/errors.js';
import type { FileSetting, Finding } from './finding.js';
import { tryWritingTo } from './try-writing.js';

/** Tries whether the bot could write a file. It answers without feedback; without a health file it is taken for dead. */
export async function examineFile(setting: FileSetting, file: string): Promise<Finding[]> {
  try {
    await tryWritingTo(file);
    return [{ check: 'files', level: 'well', code: 'file-writable', facts: { setting, file } }];
  } catch (error) {
    const level = setting === 'HEALTH_FILE' ? 'broken' : 'warning';
    const facts = { setting, file, reason: messageOf(error) };
    return [{ check: 'files', level, code: 'file-unwritable', facts }];
  }
}
