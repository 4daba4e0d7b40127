import type { LogEvent } from "@faceseg/trainer";

/** What happened in a training that is no error and should be known, in one line. */
export function tell(event: LogEvent): string {
  switch (event.kind) {
    case "loss-spike":
      return `The loss jumped to ${event.loss.toFixed(3)} at step ${event.step} from about ${event.usual.toFixed(3)} (${event.ids.join(", ")})`;
    case "step-skipped":
      return `Step ${event.step} was left out: its loss is ${event.loss} (${event.ids.join(", ")})`;
    case "checkpoint-recovered":
      return event.message;
  }
}
