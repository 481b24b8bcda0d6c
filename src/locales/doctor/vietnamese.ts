import { vietnameseWording } from '../vietnamese.js';
import type { Check } from '../../operations/doctor/finding.js';
import type { DoctorWords } from './doctor-words.js';
import { vietnameseSayings } from './vietnamese-sayings.js';

const CHECKS: Readonly<Record<Check, string>> = {
  node: 'Node.js',
  settings: 'Thiết lập',
  articles: 'Bài viết',
  model: 'Mô hình embedding',
  reader: 'Mô hình đọc',
  index: 'Chỉ mục',
  disk: 'Ổ đĩa',
  files: 'Tệp của bot',
  discord: 'Discord',
};

/** Vietnamese. */
export const vietnamese: DoctorWords = {
  wording: vietnameseWording,
  checks: CHECKS,
  sayings: vietnameseSayings,
  looking: (check) => `Đang kiểm tra: ${CHECKS[check]}…`,
  verdict: ({ warning, broken }) => {
    const warnings = `${vietnameseWording.count(warning)} chỗ nên xem lại (!)`;
    if (broken > 0) {
      return `${vietnameseWording.count(broken)} chỗ hỏng (✗)${warning > 0 ? `, ${warnings}` : ''}.`;
    }
    return warning > 0 ? `Không có gì hỏng; ${warnings}.` : 'Mọi thứ đều ổn.';
  },
};
