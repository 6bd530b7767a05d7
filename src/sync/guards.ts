/** When deletes wait for a person (docs/sync-model.md#guards). */
export interface GuardPolicy {
  /** More deletes than this in one list or folder in one run are held, whatever their share. */
  readonly maxDeletes: number;
  /** More than this share (0..1) of what is there is held … */
  readonly maxDeleteShare: number;
  /** … unless the deletes are no more than this: one of three people may leave. */
  readonly freeDeletes: number;
}
