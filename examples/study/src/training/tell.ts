import type { LogEvent } from "@faceseg/trainer";

/** An event of a training that is not an error, in one line. */
export function tell(event: LogEvent): string {
  switch (event.kind) {
    case "loss-spike":
      return `The loss jumped to ${event.loss.toFixed(3)} at step ${event.step} from about ${event.usual.toFixed(3)} (${event.ids.join(", ")})`;
    case "step-skipped":
      return `Step ${event.step} was skipped: its loss is ${event.loss} (${event.ids.join(", ")})`;
    case "checkpoint-recovered":
    case "settings-changed":
    case "leftover-state":
      return event.message;
  }
}
