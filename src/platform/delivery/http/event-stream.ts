import { PassThrough } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { Observable } from 'rxjs';

/** One server-sent event. */
export interface StreamedEvent {
  readonly type: string;
  /** Comes back as Last-Event-ID when the client connects again; left out for events that carry no state. */
  readonly id?: string;
  /** How long the client waits before it connects again. */
  readonly retryMs?: number;
  readonly data: object;
}

/** A client that reads nothing is cut off before its events fill the memory. */
const MAX_WAITING_BYTES = 4 * 1_048_576;

/**
 * Answers with server-sent events until the source ends or fails, or the client goes. What has to be refused must be
 * refused before: after the first byte there is no status any more.
 */
export function streamEvents(reply: FastifyReply, events: Observable<StreamedEvent>): void {
  const stream = new PassThrough({ highWaterMark: MAX_WAITING_BYTES });
  const subscription = events.subscribe({
    next: (event) => {
      if (!stream.write(textOf(event))) stream.destroy();
    },
    error: () => stream.end(),
    complete: () => stream.end(),
  });
  stream.once('close', () => subscription.unsubscribe());
  reply.raw.once('close', () => stream.destroy());
  // Says at once that the connection stands; proxies must not collect what follows.
  stream.write(': ok\n\n');
  void reply
    .header('Cache-Control', 'no-store, no-transform')
    .header('X-Accel-Buffering', 'no')
    // A connection that has streamed is not used again: a stop would wait for it to fall idle.
    .header('Connection', 'close')
    .type('text/event-stream; charset=utf-8')
    .send(stream);
}

function textOf({ type, id, retryMs, data }: StreamedEvent): string {
  const lines = [
    `event: ${type}`,
    ...(id === undefined ? [] : [`id: ${id}`]),
    ...(retryMs === undefined ? [] : [`retry: ${String(retryMs)}`]),
    `data: ${JSON.stringify(data)}`,
  ];
  return `${lines.join('\n')}\n\n`;
}
