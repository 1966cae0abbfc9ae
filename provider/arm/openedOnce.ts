import type { Settings } from "../settings/settings";

/** The clients of this process: each is opened at the first call, and is the same one at every later call. */
export class OpenedOnce<Client> {
    private readonly clients = new Map<string, Promise<Client>>();

    /** The client for these settings and this subscription; `open` makes it, if there is none yet. */
    get(
        settings: Settings,
        subscriptionId: string | undefined,
        open: () => Promise<Client>,
    ): Promise<Client> {
        const key = JSON.stringify([settings, subscriptionId]);
        const known = this.clients.get(key);
        if (known) return known;
        const opened = open();
        this.clients.set(key, opened);
        // The next call tries again: what failed may have been the network.
        opened.catch(() => this.clients.delete(key));
        return opened;
    }
}
