package io.sparksgd.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.sparksgd.data.RowBlock;
import io.sparksgd.data.RowSelection;
import io.sparksgd.math.Permutation;
import io.sparksgd.objective.GradientSum;
import io.sparksgd.objective.ModelSpec;
import io.sparksgd.objective.ModelSpec.Intercept;
import io.sparksgd.objective.Objective;
import io.sparksgd.objective.TestBlocks;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.KryoSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What travels to executors and back survives Spark's other serialiser, too. */
class KryoTest {
  private final Kryo kryo = new KryoSerializer(new SparkConf(false)).newKryo();

  @ParameterizedTest
  @MethodSource("io.sparksgd.objective.GradientCheckTest#specs")
  void objectivesAndTheirSums(ModelSpec spec) {
    Objective objective = spec.build(TestBlocks.FEATURES, TestBlocks.CLASSES, Intercept.FITTED);
    RowBlock block = block(spec, objective, TestBlocks.Form.SPARSE);
    GradientSum sum = sum(objective, block);
    GradientSum copied = copy(sum(copy(objective), block));
    assertThat(copied.gradient()).containsExactly(sum.gradient());
    assertThat(copied.lossSum()).isEqualTo(sum.lossSum());
    assertThat(copy(objective).layout()).isEqualTo(objective.layout());
  }

  @ParameterizedTest
  @EnumSource
  void blocks(TestBlocks.Form form) {
    ModelSpec spec = new ModelSpec.Logistic();
    Objective objective = spec.build(TestBlocks.FEATURES, 2, Intercept.NONE);
    RowBlock block = block(spec, objective, form);
    assertThat(sum(objective, copy(block)).gradient())
        .containsExactly(sum(objective, block).gradient());
  }

  @Test
  void permutations() {
    for (int size : new int[] {100, 1000}) {
      Permutation permutation = new Permutation(size, 1, 2);
      assertThat(copy(permutation).apply(70)).isEqualTo(permutation.apply(70));
    }
  }

  private static RowBlock block(ModelSpec spec, Objective objective, TestBlocks.Form form) {
    return TestBlocks.block(3, 10, form, TestBlocks.Weights.VARIED, spec, objective.task());
  }

  private static GradientSum sum(Objective objective, RowBlock block) {
    double[] parameters = TestBlocks.vector(4, objective.layout().size());
    GradientSum sum = new GradientSum(parameters.length);
    objective.addGradient(block, RowSelection.range(0, block.rows()), parameters, sum);
    return sum;
  }

  @SuppressWarnings("unchecked")
  private <T> T copy(T object) {
    Output output = new Output(1024, -1);
    kryo.writeClassAndObject(output, object);
    return (T) kryo.readClassAndObject(new Input(output.toBytes()));
  }
}
