' Fills cells of a form in LibreOffice, and saves it by a filter: the cells are lines of sheet, cell,
' kind and text with tabs between them, and behind a day its number.
Sub Fill(source As String, cells As String, target As String, kind As String)
    ' Without this a mistake opens a window that nobody sees.
    On Error Goto Failed
    Dim hidden(0) As New com.sun.star.beans.PropertyValue
    hidden(0).Name = "Hidden"
    hidden(0).Value = True
    Dim document As Object
    document = StarDesktop.loadComponentFromURL(ConvertToURL(source), "_blank", 0, hidden())
    Dim files As Object, stream As Object
    files = createUnoService("com.sun.star.ucb.SimpleFileAccess")
    stream = createUnoService("com.sun.star.io.TextInputStream")
    stream.setInputStream(files.openFileRead(ConvertToURL(cells)))
    stream.setEncoding("UTF-8")
    Do While Not stream.isEOF()
        Dim given As String
        given = stream.readLine()
        If given <> "" Then
            Dim parts() As String
            parts = Split(given, Chr(9))
            Dim cell As Object
            cell = document.Sheets.getByName(parts(0)).getCellRangeByName(parts(1))
            If parts(2) = "number" Then
                cell.Value = Val(parts(3))
            ElseIf parts(2) = "day" Then
                cell.Value = Val(parts(4))
            Else
                cell.String = parts(3)
            End If
        End If
    Loop
    stream.closeInput()
    Dim how(0) As New com.sun.star.beans.PropertyValue
    how(0).Name = "FilterName"
    how(0).Value = kind
    document.storeToURL(ConvertToURL(target), how())
    document.close(True)
    Exit Sub
Failed:
    StarDesktop.terminate()
End Sub
