import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  SetMetadata,
  UseInterceptors,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { concatMap, type Observable } from 'rxjs';
import { UnitOfWork } from '../database/unit-of-work';
import { type Actor, actorIdOf, anonymous, traceOf } from '../../foundation/actor/actor';
import { AuditLog } from './audit-log';

const AUDITED_READ = 'volunteer-ledger:audited-read';

/** Writes the line before the answer leaves: where it cannot be written, nothing is handed out. */
@Injectable()
export class AuditedReadInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditLog,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const action = this.reflector.get<string>(AUDITED_READ, context.getHandler());
    const actor = context.switchToHttp().getRequest<{ actor?: Actor }>().actor ?? anonymous;
    return next.handle().pipe(
      concatMap(async (answer: unknown) => {
        await this.write(actor, action);
        return answer;
      }),
    );
  }

  private async write(actor: Actor, action: string): Promise<void> {
    const subject = traceOf(actor)?.subject ?? { kind: 'actor', id: actorIdOf(actor) };
    await this.unitOfWork.run((tx) =>
      this.audit.record(tx, actor, { action, subjectKind: subject.kind, subjectId: subject.id }),
    );
  }
}

/**
 * A read that leaves an audit line, because it carries data out of the service (files, reports) or shows the log itself.
 *
 * @param action `<module>.<verb>`.
 */
export function AuditedRead(action: string): MethodDecorator {
  // On these routes only: one interceptor on all would make every answer of the service an observable.
  return applyDecorators(SetMetadata(AUDITED_READ, action), UseInterceptors(AuditedReadInterceptor));
}
