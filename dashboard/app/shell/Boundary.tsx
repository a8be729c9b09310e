import { Component, type ReactNode } from "react";

import { Button } from "../parts/Button";
import { Empty } from "../parts/Notes";
import { text } from "../texts";

/** Keeps a fault of one view from taking the page with it. */
export class Boundary extends Component<{ children: ReactNode }, { isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError() {
    return { isBroken: true };
  }

  override render() {
    if (!this.state.isBroken) return this.props.children;
    return (
      <Empty title={text("error.crash")}>
        <Button kind="main" onClick={() => location.reload()}>
          {text("error.reload")}
        </Button>
      </Empty>
    );
  }
}
