// One question to Resource Manager, and its answer as it came: any status is an answer.
import {
    armErrorBody,
    AzureError,
    connectArm,
    contextOf,
    endOf,
    isRetiredCode,
    pause,
    systemClock,
    secretFields,
} from "./provider.mjs";

/**
 * @param say takes one line for the person who waits
 * @param signal ends every pause; an answer that is awaited still comes
 * @returns `{ endpoint, ask, pause }`
 * @throws AzureError when the login that the settings choose is incomplete
 */
export async function openAzure({ settings, subscriptionId, say, signal }) {
    const arm = await connectArm(settings, subscriptionId, systemClock);
    const context = contextOf({ clock: systemClock, say, signal });
    return {
        endpoint: arm.endpoint,
        subscriptionId,
        pause: (seconds) => pause(context, seconds * 1000),
        /** `what` as it reads after "Could not". A write that Azure works on (202) is followed to its end. */
        async ask(method, path, { what, service, body }) {
            const call = { what, service: { secretFields, ...service }, context };
            const response = await send(arm, method, path, call, body);
            const followed = method === "GET" ? response : await endOf(arm, response, call);
            const ended = typeof followed === "string" ? response : followed;
            return {
                ...answerOf(ended),
                unfinished: followed === "unfinished",
                accepted: response.status,
            };
        },
        /** Every item of a list, page by page. @throws AzureError */
        async list(path, { what, service }) {
            return await arm.list(
                path,
                { what, service: { secretFields, ...service }, context },
                (item) => item,
            );
        },
    };
}

function send(arm, method, path, call, body) {
    switch (method) {
        case "GET":
            return arm.get(path, call);
        case "PUT":
            return arm.put(path, body, call);
        case "PATCH":
            return arm.patch(path, body, call);
        case "DELETE":
            return arm.delete(path, call);
        case "POST": {
            const [, id, action] = /^(.*)\/([^/]+)$/.exec(path);
            return arm.post(id, action, body, { ...call, isWrite: true });
        }
        default:
            throw new Error(`No method "${method}".`);
    }
}

function answerOf({ status, json }) {
    const { code, said } = status >= 400 ? armErrorBody(json) : {};
    return { status, json, code, said };
}

/** The answer, also where Azure says no with an error of the client's making (a throttle, a login, no connection). */
export async function orError(question) {
    try {
        return await question;
    } catch (error) {
        if (!(error instanceof AzureError)) throw error;
        const { status, code, kind, azureMessage, effect } = error;
        return { status, code, said: azureMessage ?? error.message.split("\n")[0], kind, effect };
    }
}

export const isSuccess = ({ status }) => status !== undefined && status < 300;

/** The service itself says no: not a lock, a policy, a missing permission, a proxy or the way to it. */
export const isRefusal = ({ status, code, kind }) =>
    status >= 400 &&
    status < 500 &&
    code !== undefined &&
    (kind === undefined || kind === "refused") &&
    ![401, 403, 408, 429].includes(status) &&
    !["ScopeLocked", "RequestDisallowedByPolicy"].includes(code) &&
    !isRetiredCode(code);

/** Resource Manager does not route the service: a result, and no failure of the kit. */
export const isRetired = ({ code }) => isRetiredCode(code);

export const isGone = ({ status, code }) =>
    status === 404 && ["ResourceNotFound", "ResourceGroupNotFound"].includes(code);
