/** Today by the device's own clock, or that many days later. What can be done on a day is the server's to say. */
export function deviceDay(daysLater = 0): string {
  const now = new Date();
  return new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate() + daysLater)).toISOString().slice(0, 10);
}
