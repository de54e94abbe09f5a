package io.convrelu.sweep.space;

import io.convrelu.conf.SettingsReader;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A number between two bounds.
 *
 * @param key of the setting that it becomes
 * @param low smallest number that can be drawn
 * @param high largest
 * @param place where the range was given, for errors
 */
record Range(String key, Distribution distribution, double low, double high, String place)
    implements Domain {

  @Override
  public GridValue draw(SplittableRandom random) {
    Number number = distribution.at(random.nextDouble(), low, high);
    return new GridValue(new TreeMap<>(Map.of(key, number)), SpacePoint.DRAWN_FROM + place);
  }

  @Override
  public boolean sets(String other) {
    return key.equals(other);
  }

  @Override
  public boolean canBe(String other, String value) {
    if (distribution != Distribution.INTEGER_UNIFORM || !value.matches("-?\\d{1,18}")) {
      return false;
    }
    long number = Long.parseLong(value);
    return number >= low && number <= high;
  }

  @Override
  public String values(String other) {
    String bounds = CanonicalSettings.text(low) + " to " + CanonicalSettings.text(high);
    return distribution == Distribution.INTEGER_UNIFORM
        ? "whole numbers from " + bounds
        : "nothing; a number drawn "
            + SettingsReader.kebab(distribution)
            + " from "
            + bounds
            + " is no one's condition";
  }
}
