/** Lets tasks of one name go one after the other; tasks of different names do not wait for each other. */
export type Turns = <A>(name: string, task: () => Promise<A>) => Promise<A>

/** Turns of their own, that know nothing of others. A task that fails gives the turn on like any other. */
export const inTurns = (): Turns => {
  const last = new Map<string, Promise<void>>()
  return (name, task) => {
    const turn = (last.get(name) ?? Promise.resolve()).then(task)
    const settled = turn.then(
      () => {},
      () => {},
    )
    last.set(name, settled)
    void settled.then(() => {
      if (last.get(name) === settled) last.delete(name)
    })
    return turn
  }
}
