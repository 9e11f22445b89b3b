import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../foundation/actor/actor';
import { idsIn, type NamePlan, withNames } from './name-plan';
import type { NamedKind } from './named-fields';

/**
 * Names as this reader may know them, by id, in one question; an id without a name is left out.
 *
 * @param ids each once, at least one; of actors as `actorIdOf` writes them.
 */
export type NameSource = (reader: Actor, ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;

/** Names beside the ids of an answer. The room that keeps the names of a kind declares itself at the start. */
@Injectable()
export class Names {
  private readonly sources = new Map<NamedKind, NameSource>();

  declare(kind: NamedKind, source: NameSource): void {
    if (this.sources.has(kind)) throw new Error(`the names of ${kind} are declared twice`);
    this.sources.set(kind, source);
  }

  /** The answer with a name beside every id of the plan: one question for each kind it holds, however long it is. */
  async beside(reader: Actor, plan: NamePlan, answer: unknown): Promise<unknown> {
    const known = new Map(
      await Promise.all(
        [...idsIn(plan, answer)].map(async ([kind, ids]) => [kind, await this.of(kind, reader, [...ids])] as const),
      ),
    );
    return withNames(plan, answer, (kind, id) => known.get(kind)?.get(id) ?? null);
  }

  private of(kind: NamedKind, reader: Actor, ids: readonly string[]): ReturnType<NameSource> {
    const source = this.sources.get(kind);
    if (!source) throw new Error(`nobody has declared the names of ${kind}`);
    return source(reader, ids);
  }
}
