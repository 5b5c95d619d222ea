/** Calls a hook's `done` when what it waits for is there, with the error if that fails. */
export async function goOn(waiting: Promise<void>, done: (error?: Error) => void): Promise<void> {
  try {
    await waiting;
  } catch (error) {
    done(error as Error);
    return;
  }
  done();
}
