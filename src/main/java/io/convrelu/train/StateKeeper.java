package io.convrelu.train;

/** Keeps states that a training can go on from after its driver has died. */
interface StateKeeper {

  /** Keeps nothing. */
  StateKeeper NONE =
      new StateKeeper() {
        @Override
        public void round(TrainingState state) {}

        @Override
        public void epoch(TrainingState state) {}
      };

  /** After every round but the last of an epoch. */
  void round(TrainingState state);

  /** After every epoch, evaluated; the state is that of the next epoch's start. */
  void epoch(TrainingState state);
}
