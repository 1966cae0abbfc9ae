/**
 * What `open` gives at the first call for a key, and the same at every later one.
 *
 * @param open called again where it failed: what failed may have been the network
 */
export function memoised<T>(
    known: Map<string, Promise<T>>,
    key: string,
    open: () => Promise<T>,
): Promise<T> {
    const promised = known.get(key);
    if (promised) return promised;
    const promise = open();
    known.set(key, promise);
    promise.catch(() => known.delete(key));
    return promise;
}
