/** Values that never change, by id; when it is full, the one that was put in first leaves. */
export class BoundedCache<T> {
  private readonly values = new Map<string, T>();

  constructor(private readonly limit: number) {}

  get(id: string): T | undefined {
    return this.values.get(id);
  }

  set(id: string, value: T): void {
    if (this.values.size >= this.limit && !this.values.has(id)) {
      const oldest = this.values.keys().next();
      if (!oldest.done) this.values.delete(oldest.value);
    }
    this.values.set(id, value);
  }
}
