/**
 * What is opened at the first call, and the same at every later one.
 *
 * @param open called again where it failed: what failed may have been the network
 */
export function openedOnce<T>(
    opened: Map<string, Promise<T>>,
    key: string,
    open: () => Promise<T>,
): Promise<T> {
    const known = opened.get(key);
    if (known) return known;
    const promise = open();
    opened.set(key, promise);
    promise.catch(() => opened.delete(key));
    return promise;
}
