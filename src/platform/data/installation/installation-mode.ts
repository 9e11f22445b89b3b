import { defineErrors } from '../../../kernel/domain-error';
import { type Transaction, UnitOfWork } from '../database/unit-of-work';

/** REAL: what is recorded here counts. PRACTICE: nothing does, every page and paper says so, and some rules are looser. */
export type Mode = 'PRACTICE' | 'REAL';

export interface Choice {
  readonly mode: Mode;
  /** What the street calls itself. */
  readonly streetName: string;
  readonly through: 'PAGE' | 'COMMAND';
}

export const installationErrors = defineErrors({
  INSTALLATION_CHOSEN: {
    kind: 'conflict',
    sentence: '这套系统已经选定了用途,不能再改;请直接登录。想另作他用,请换一个空的数据文件夹或数据库。',
  },
});

/**
 * What this installation is for. Chosen once and never changed, so a process asks the database once; SQL asks
 * `is_practice()`.
 */
export class InstallationMode {
  private mode: Mode | null = null;

  constructor(private readonly unitOfWork: UnitOfWork) {}

  get isChosen(): boolean {
    return this.mode !== null;
  }

  /** True only where practice has been chosen: before the choice the strict rules hold. */
  get isPractice(): boolean {
    return this.mode === 'PRACTICE';
  }

  /** Asks the database, until there is an answer. Null before the choice. */
  async look(): Promise<Mode | null> {
    if (this.mode === null) {
      const [row] = await this.unitOfWork.read<{ mode: Mode }>('select mode from installation');
      this.mode = row?.mode ?? null;
    }
    return this.mode;
  }

  /**
   * Makes the choice. Of two at once the second waits for the first, and is refused.
   *
   * @throws INSTALLATION_CHOSEN
   */
  async choose(tx: Transaction, choice: Choice): Promise<void> {
    const chosen = await tx.query(
      `insert into installation (mode, street_name, chosen_through) values ($1, $2, $3) on conflict do nothing returning 1`,
      [choice.mode, choice.streetName, choice.through],
    );
    if (chosen.length === 0) throw installationErrors.refuse('INSTALLATION_CHOSEN');
    tx.afterCommit(() => (this.mode = choice.mode));
  }
}
