const LONG_MS = 400;

/**
 * What `asked` brings; `otherwise` if it is refused, or takes so long that a person would wait before an empty page.
 * The journal answers in a few milliseconds: waiting for that much is what keeps the page from jumping.
 */
export function soon<T>(asked: Promise<T>, otherwise: T): Promise<T> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(otherwise), LONG_MS);
    const done = (value: T): void => {
      clearTimeout(timer);
      resolve(value);
    };
    asked.then(done, () => done(otherwise));
  });
}
