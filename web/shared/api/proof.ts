/**
 * Sensitive requests need a person who has proved themselves in the last minutes. One that is refused for that
 * waits here while the page asks, and is then sent again as it was; if the person does not want to, the refusal
 * stands.
 */
type Ask = () => Promise<boolean>;

let ask: Ask | undefined;
let asking: Promise<boolean> | undefined;

/** Names who asks the person for proof; the returned function takes it back. */
export function onProofNeeded(given: Ask): () => void {
  ask = given;
  return () => {
    if (ask === given) ask = undefined;
  };
}

function proven(): Promise<boolean> {
  asking ??= (ask?.() ?? Promise.resolve(false)).finally(() => {
    asking = undefined;
  });
  return asking;
}

async function needsProof(answer: Response): Promise<boolean> {
  if (answer.status !== 403) return false;
  try {
    const problem: unknown = await answer.clone().json();
    return typeof problem === 'object' && problem !== null && 'code' in problem && problem.code === 'step_up_required';
  } catch {
    return false;
  }
}

export async function fetchProven(request: Request): Promise<Response> {
  const again = request.clone();
  const answer = await fetch(request);
  if (!(await needsProof(answer))) return answer;
  return (await proven()) ? fetch(again) : answer;
}
