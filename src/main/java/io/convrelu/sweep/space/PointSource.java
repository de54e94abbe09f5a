package io.convrelu.sweep.space;

import io.convrelu.conf.Settings;
import java.util.List;

/** What a sweep varies beside its seeds: where the points of a space come from. */
interface PointSource {

  /** Varies nothing: the common settings are the only point. */
  PointSource NOTHING =
      new PointSource() {
        @Override
        public List<SpacePoint> points(Settings base) {
          return List.of(new SpacePoint("", base));
        }

        @Override
        public double size() {
          return 1;
        }

        @Override
        public List<String> placesOf(String key) {
          return List.of();
        }
      };

  /**
   * Every point, in an order that the configuration alone determines.
   *
   * @param base the settings that all points have in common
   */
  List<SpacePoint> points(Settings base);

  /** Number of points. */
  double size();

  /** What of the configuration sets a key; for errors. */
  List<String> placesOf(String key);
}
