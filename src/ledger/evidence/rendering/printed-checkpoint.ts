import { localDayOf } from '../../../kernel/local-day';
import { chineseDate } from '../../../platform/delivery/documents/document-text';

const SHORT_ROOT_LENGTH = 16;

/** A checkpoint as a document carries it: enough to find it again in public and to compare it. */
export interface PrintedCheckpoint {
  readonly number: number;
  /** ISO 8601, UTC. */
  readonly madeAt: string;
  /** SHA-256, hexadecimal, whole; what is printed is its beginning. */
  readonly root: string;
  /** Where everybody may look it up. */
  readonly url: string;
}

/** What a document prints about the ledger's newest checkpoint. */
export interface CheckpointNote {
  /** Number, day and the beginning of the root. */
  readonly text: string;
  /** What a checkpoint is, and how the paper is held against it. */
  readonly meaning: string;
}

/** @param printed null before the first checkpoint. */
export function checkpointNote(printed: PrintedCheckpoint | null): CheckpointNote {
  if (!printed) return { text: '无', meaning: '制作时台账还没有签署过检查点。' };
  return {
    text: checkpointText(printed),
    meaning: `检查点是整本台账当时的签名摘要，事后改动台账即与之不符。任何人可打开 ${printed.url} 核对：编号应相同，根（root）应以所印的 ${SHORT_ROOT_LENGTH} 位开头。`,
  };
}

/** `第 1234 号（2026年11月24日）· 根 9f2c4e1ab07d55c3`; the day is China's. */
export function checkpointText({ number, madeAt, root }: Omit<PrintedCheckpoint, 'url'>): string {
  const day = chineseDate(localDayOf(Date.parse(madeAt)));
  return `第 ${number} 号（${day}）· 根 ${root.slice(0, SHORT_ROOT_LENGTH)}`;
}
