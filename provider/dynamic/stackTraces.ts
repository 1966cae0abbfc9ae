/**
 * Spares the stack traces that Pulumi takes while a resource is constructed.
 *
 * It takes one for each of some hundred promises a resource, for the sake of
 * PULUMI_DEBUG_PROMISE_LEAKS; with source maps that is most of the constructor's time. Another one
 * becomes part of the checkpoint, which is written anew at every step: there, only the program's own
 * frames say something, and no path of Pulumi's installation is kept.
 *
 * @returns what ends it, to be called when `super(…)` is through
 */
export function shortenStacks(): () => void {
    // It is called as a method of Error below, and put back as it was.
    // eslint-disable-next-line @typescript-eslint/unbound-method
    const { stackTraceLimit, prepareStackTrace } = Error;
    if (!process.env.PULUMI_DEBUG_PROMISE_LEAKS) Error.stackTraceLimit = 0;
    // Without source maps there is none, and to set one would change what others see.
    if (prepareStackTrace) {
        Error.prepareStackTrace = (error, frames) =>
            prepareStackTrace.call(Error, error, [
                ...frames.slice(0, framesSkipped),
                ...frames.slice(framesSkipped).filter(isOfProgram),
            ]) as unknown;
    }
    return () => {
        Error.stackTraceLimit = stackTraceLimit;
        Error.prepareStackTrace = prepareStackTrace;
    };
}

/** Pulumi's `Resource` skips the first five frames, which are its own constructors' and the subclass's. */
const framesSkipped = 5;

const thisPackage = __dirname.slice(0, -"/dynamic".length);

function isOfProgram(frame: NodeJS.CallSite): boolean {
    const file = frame.getFileName();
    if (!file || file.startsWith("node:")) return false;
    return !/[\\/]@pulumi[\\/]pulumi[\\/]/.test(file) && !file.startsWith(thisPackage);
}
