/** Whether a value of an event is for the check of the log alone, and says nothing to a reader: how often access has ended, or a digest. */
export const isOfTheLog = (value: string | null | undefined): boolean => /^(epoch|code)=/.test(value ?? '');
