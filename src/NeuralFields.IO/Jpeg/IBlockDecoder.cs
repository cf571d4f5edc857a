namespace NeuralFields.IO.Jpeg;

/// <summary>Decodes blocks of one kind of scan.</summary>
internal interface IBlockDecoder
{
    /// <summary>Decodes one block, also where the grid of its component does not hold it.</summary>
    void Decode(ref BitReader bits, ScanComponent part, int row, int column);

    /// <summary>Forgets what was carried from block to block, except the predictors.</summary>
    void Restart();
}
