import { jobProvider } from "./jobProvider";
import type { JobKind } from "../job/serviceTypes";
import type { Config } from "../job/operation";
import type { ServiceDefinition } from "../job/serviceDefinition";
import { dropUnreadLines, printErrorsOnce } from "./processOutput";
import { dynamicProviderEngine, endWithEngine } from "./engineChannel";
import { sayInProcess, speakToEngine } from "./engineLog";

/**
 * What Pulumi's dynamic-provider process calls of one service: check, diff, create, read, update, delete of a job
 * (see `pulumi.dynamic.ResourceProvider`; `create` and `update` keep partial results). It has a state of its own: several
 * may live in one process.
 */
export function dynamicProvider<K extends JobKind>(service: ServiceDefinition<K>) {
    const provider = jobProvider(service, sayInProcess);
    return {
        configure(request: { config: Config }): Promise<void> {
            dropUnreadLines();
            printErrorsOnce();
            endWithEngine();
            speakToEngine();
            provider.configure(request.config, { engine: dynamicProviderEngine(process.argv) });
            return Promise.resolve();
        },
        // Pulumi's process tells nothing of the call: neither a URN nor a cancellation.
        ...provider.methods(),
    };
}
