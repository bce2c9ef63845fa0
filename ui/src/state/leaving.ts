/**
 * Fields that count only once they are left. A window that closes takes no leave of them, so whoever closes it does.
 */
const fields = new Set<() => void>();

/** `take` is what leaving the field does; returns how to forget it. */
export function onLeaving(take: () => void): () => void {
  fields.add(take);
  return () => fields.delete(take);
}

export function leaveFields(): void {
  for (const take of fields) take();
}
