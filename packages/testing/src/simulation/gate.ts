/** Something that is waited for: it is reached once, and stays so. */
export interface Gate {
  readonly opened: Promise<void>
  readonly open: () => void
  readonly isOpen: () => boolean
}

/** A gate that is shut. Opening it twice is no error. */
export const gate = (): Gate => {
  let isOpen = false
  let resolveOpened = () => {}
  const opened = new Promise<void>((resolve) => {
    resolveOpened = resolve
  })
  return {
    opened,
    open: () => {
      isOpen = true
      resolveOpened()
    },
    isOpen: () => isOpen,
  }
}
