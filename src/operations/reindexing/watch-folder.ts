import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { watch } from 'chokidar';

/** What a watched folder tells. */
export interface FolderEvents {
  /** A file or folder has come, gone or changed. */
  readonly onChange: (file: string) => void;
  /** The system does not let all of the folder be watched. */
  readonly onError: (error: unknown) => void;
}

/** A folder that is being watched. */
export interface FolderWatch {
  /**
   * False when the folder has to be watched anew: it has gone, another has taken its place, it was not there in the first
   * place, or an error has come up.
   */
  isSound(): Promise<boolean>;
  close(): Promise<void>;
}

/**
 * Watches a folder with all below it, and resolves when no later change is missed. One that is not there is watched for,
 * but it may come unnoticed ({@link FolderWatch.isSound}).
 *
 * Hidden files and folders are left out, as they are of the articles: a `.git` would take a watch a folder. Symbolic links
 * are not followed, so none can lead in circles; what they lead to inside the folder is watched there.
 */
export async function watchFolder(folder: string, { onChange, onError }: FolderEvents): Promise<FolderWatch> {
  const root = await realpath(folder).catch(() => folder);
  const identity = await identityOf(folder);
  let isBroken = identity === null;
  const isHidden = (file: string) => file !== root && /^[._]/u.test(path.basename(file));
  const watcher = watch(root, {
    ignored: isHidden,
    ignoreInitial: true,
    ignorePermissionErrors: true,
    followSymlinks: false,
  });
  watcher.on('all', (event, file) => {
    if (event === 'unlinkDir' && file === root) isBroken = true;
    onChange(file);
  });
  watcher.on('error', (error) => {
    isBroken = true;
    onError(error);
  });
  await new Promise<void>((resolve) => {
    watcher.once('ready', resolve);
  });
  return {
    isSound: async () => !isBroken && (await identityOf(folder)) === identity,
    close: () => watcher.close(),
  };
}

/** Tells a folder from another of the same name; null where there is none. */
async function identityOf(folder: string): Promise<string | null> {
  return await stat(folder).then(
    // The number of a folder removed may be given to the next one.
    ({ dev, ino, birthtimeMs }) => `${dev}:${ino}:${birthtimeMs}`,
    () => null,
  );
}
