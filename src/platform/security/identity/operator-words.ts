import { Injectable } from '@nestjs/common';
import { Client, DatabaseError } from 'pg';
import { defineErrors } from '../../../kernel/domain-error';
import { Clock } from '../../foundation/clock/clock';
import { Runtime } from '../../foundation/config/runtime';
import { IdSource } from '../../foundation/ids/id-source';

export const operatorErrors = defineErrors({
  OPERATOR_ONLY: {
    kind: 'forbidden',
    sentence:
      '这件事只能由运维人员在服务器的终端里用命令办理（npm run cli），并须能以表的所有者登录数据库；外部数据库请提供 DATABASE_OWNER_URL。',
  },
});

export interface OperatorWord {
  readonly kind: 'GRANT' | 'OPEN' | 'RELEASE';
  /** The account, or the request that is released. */
  readonly subjectId: string;
  /** Of a grant `<role>:<division id>`. */
  readonly detail?: string;
}

const INSUFFICIENT_PRIVILEGE = '42501';

/**
 * Writes down what the operator says at the server's own terminal. Only the owner of the tables can: the service has no such
 * connection, so that nothing that speaks with its rights passes for the operator.
 */
@Injectable()
export class OperatorWords {
  constructor(
    private readonly runtime: Runtime,
    private readonly clock: Clock,
    private readonly ids: IdSource,
  ) {}

  /** @returns an id for each, which the deed itself has to name. @throws OPERATOR_ONLY */
  async give(words: readonly OperatorWord[]): Promise<readonly string[]> {
    const { ownerUrl } = this.runtime;
    if (ownerUrl === null) throw operatorErrors.refuse('OPERATOR_ONLY');
    const given = words.map((word) => ({ ...word, id: this.ids.next() }));
    const client = new Client({ connectionString: ownerUrl });
    await client.connect();
    try {
      for (const { id, kind, subjectId, detail } of given) {
        await client.query(
          'insert into operator_word (id, kind, subject_id, detail, given_at) values ($1, $2, $3, $4, $5)',
          [id, kind, subjectId, detail ?? '', this.clock.now()],
        );
      }
    } catch (error) {
      if (error instanceof DatabaseError && error.code === INSUFFICIENT_PRIVILEGE) {
        throw operatorErrors.refuse('OPERATOR_ONLY');
      }
      throw error;
    } finally {
      await client.end();
    }
    return given.map(({ id }) => id);
  }
}
