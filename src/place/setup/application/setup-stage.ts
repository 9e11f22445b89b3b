import { Injectable } from '@nestjs/common';
import { InstallationMode } from '../../../platform/data/installation';
import { PracticeSeed } from './practice-seed';
import { PracticeWriter } from './practice-writer';

/**
 * Where an installation stands before it opens. CHOICE: nobody has chosen. SEEDING: practice, the year is being written.
 * BROKEN: practice, who wrote the year is gone and the year is not whole. OPEN: the service may begin.
 */
export type StageName = 'CHOICE' | 'SEEDING' | 'BROKEN' | 'OPEN';

export interface Stage {
  readonly stage: StageName;
  readonly mode: 'PRACTICE' | 'REAL' | null;
  readonly percent: number;
  /** Chinese */
  readonly step: string;
}

/** Says whether the service may open, and what it waits for. */
@Injectable()
export class SetupStage {
  constructor(
    private readonly installation: InstallationMode,
    private readonly seed: PracticeSeed,
    private readonly writer: PracticeWriter,
  ) {}

  async look(): Promise<Stage> {
    const mode = await this.installation.look();
    if (mode === null) return { stage: 'CHOICE', mode, percent: 0, step: '' };
    const progress = mode === 'PRACTICE' ? await this.seed.progress() : null;
    if (progress === null || progress.isFinished) return { stage: 'OPEN', mode, percent: 100, step: '' };
    const { percent, step, isRunning } = progress;
    // Between the choice and the writer's first word nobody is at it yet.
    const isGone = !isRunning && percent > 0 && !this.writer.isRunning;
    return { stage: isGone || this.writer.hasFailed ? 'BROKEN' : 'SEEDING', mode, percent, step };
  }
}
