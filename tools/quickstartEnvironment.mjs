/**
 * The environment of `npm run pulumi`: the quick start's, where there is one and the user has not said where the
 * stacks are. The user's own Azure and Pulumi settings are left out then, all of them: real credentials must not
 * meet the emulator, and half of each would be neither.
 *
 * @param own the user's environment
 * @param quickstart the environment that `npm start -- --keep` wrote, or undefined
 * @returns `{ env, notice }`; `notice` is one line for the user, undefined where nothing was changed
 */
export function playOnEnvironment(own, quickstart) {
    if (!quickstart || own.PULUMI_BACKEND_URL) return { env: { ...own } };
    const kept = Object.entries(own).filter(([name]) => !/^(ARM|AZURE|PULUMI)_/.test(name));
    return {
        env: { ...Object.fromEntries(kept), ...quickstart },
        notice:
            "Using the stack that npm start -- --keep left in .quickstart. " +
            "For your own stacks set PULUMI_BACKEND_URL.",
    };
}
