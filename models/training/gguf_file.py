"""Writes a trained network as a GGUF file for llama.cpp: `python -m models.training.gguf_file folder out.gguf`."""

import argparse
import json
from pathlib import Path
from typing import Final, Literal

import gguf
import numpy as np
from gguf import GGMLQuantizationType, GGUFWriter, LlamaFileType, TokenType
from numpy.typing import NDArray
from tokenizers import Tokenizer

from models.training import tokens, weights

Kind = Literal["q8_0", "f16"]
_NAME = "Hero365 Edge commands"
_LICENCE = "Apache-2.0"
_KINDS: Final = {
    "q8_0": (GGMLQuantizationType.Q8_0, LlamaFileType.MOSTLY_Q8_0),
    "f16": (GGMLQuantizationType.F16, LlamaFileType.MOSTLY_F16),
}


def write(folder: Path, target: Path, kind: Kind = "q8_0") -> None:
    """Writes the network in `folder` to `target`: its matrices as `kind`, the weights of its norms as they are.

    Raises:
        OSError: it cannot be read or written.
    """
    shape, matrices = weights.load(folder)
    writer = GGUFWriter(target, "llama")
    stored, of_file = _KINDS[kind]
    writer.add_name(_NAME)
    writer.add_license(_LICENCE)
    writer.add_file_type(of_file)
    writer.add_quantization_version(gguf.GGML_QUANT_VERSION)
    writer.add_vocab_size(shape["vocabulary"])
    writer.add_context_length(shape["context"])
    writer.add_embedding_length(shape["width"])
    writer.add_block_count(shape["layers"])
    writer.add_feed_forward_length(shape["hidden"])
    writer.add_head_count(shape["heads"])
    writer.add_head_count_kv(shape["heads"])
    writer.add_layer_norm_rms_eps(shape["epsilon"])
    writer.add_rope_dimension_count(shape["width"] // shape["heads"])
    writer.add_rope_freq_base(shape["rope_base"])
    _add_tokenizer(writer, tokens.read(folder / weights.TOKENIZER))
    for name, matrix in matrices.items():
        _add(writer, name, matrix, stored if matrix.ndim > 1 else GGMLQuantizationType.F32)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _add_tokenizer(writer: GGUFWriter, tokenizer: Tokenizer) -> None:
    names = tokens.names(tokenizer)
    merges = json.loads(tokenizer.to_str())["model"]["merges"]
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre(tokens.SPLITTING)
    writer.add_token_list(names)
    writer.add_token_types([TokenType.CONTROL if name == tokens.END else TokenType.NORMAL for name in names])
    writer.add_token_merges([" ".join(pair) for pair in merges])
    writer.add_eos_token_id(tokens.end_of(tokenizer))
    writer.add_add_bos_token(False)


def _add(writer: GGUFWriter, name: str, matrix: NDArray[np.float32], kind: GGMLQuantizationType) -> None:
    writer.add_tensor(name, gguf.quantize(matrix, kind), raw_dtype=kind)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Writes a trained network as a GGUF file.")
    parser.add_argument("folder", type=Path, help="what models.training.train has written")
    parser.add_argument("target", type=Path, help="the file to write")
    parser.add_argument("--kind", choices=_KINDS, default="q8_0", help="how the matrices are stored")
    given = parser.parse_args()
    write(given.folder, given.target, given.kind)


if __name__ == "__main__":
    main()
