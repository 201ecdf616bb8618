// What is to be done when, earliest first.

export type Task = () => void | Promise<void>;

type Due = { readonly time: number; readonly task: Task };

export function createAgenda() {
  const dues: Due[] = [];
  return {
    /** Behind everything of the same time. */
    add(time: number, task: Task): void {
      const before = dues.findLastIndex((due) => due.time <= time);
      dues.splice(before + 1, 0, { time, task });
    },
    next: (): Due | undefined => dues[0],
    take: (): Due | undefined => dues.shift(),
    clear(): void {
      dues.length = 0;
    },
  };
}
